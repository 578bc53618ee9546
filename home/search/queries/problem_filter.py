"""The words in the filter of the list: problems found by what they, their conversation and their solutions say."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from committee.people.models import Reader
from home.search.models import SearchRow
from home.search.queries.results import asked_of
from home.search.search_query import IndexQuery
from home.search.text import parse_query
from home.search.vocabulary import joint_share, look_up_terms
from issues.problems.records.references import reference_in
from issues.problems.records.subject import PROBLEM
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.subject import SOLUTION

FEW = 8_000
"""Texts that are looked up at once. Where more hold the words, so many problems do that a page of them is soon full."""


def problems_matching(person: Reader, words: str) -> Q:
    """Problems of which one text that the person may read (title, description, translation, post, solution) holds
    every word; all of them where nothing can be looked for. A reference typed alone is that problem.

    Words of which the vocabulary says that they are rare are looked up first; where they are frequent, the list walks
    from its first row on and looks at each problem's own texts until a page is full.
    """
    if reference := reference_in(words):
        return Q(reference=reference)
    query = parse_query(words)
    if not query:
        return Q()
    known = look_up_terms(query.terms)
    asked = asked_of(person, query, known)
    if not asked:
        return Q(pk__in=[])
    share = joint_share(known.share(group) for group in asked.groups)
    places = pages_holding(person, asked) if share * known.total <= FEW else None
    return problems_holding(person, asked) if places is None or len(places) > FEW else problems_on_pages(person, places)


def pages_holding(person: Reader, asked: IndexQuery) -> list[tuple[str, str]]:
    """The pages on which the words stand, of at most 8,001 texts; one query."""
    rows = SearchRow.objects.visible_to(person).filter(stems__match=asked, page_kind__in=(PROBLEM.code, SOLUTION.code))
    return list(rows.order_by().values_list("page_kind", "page_key")[: FEW + 1])


def problems_on_pages(person: Reader, places: list[tuple[str, str]]) -> Q:
    """The problems of some pages; one query where solutions are among them."""
    references = {key for kind, key in places if kind == PROBLEM.code}
    solved = {int(key) for kind, key in places if kind == SOLUTION.code}
    if solved:
        answered = Solution.objects.visible_to(person).filter(pk__in=solved)
        references |= set(answered.values_list("problems__reference", flat=True)) - {None}
    return Q(reference__in=sorted(references))


def problems_holding(person: Reader, asked: IndexQuery) -> Q:
    """Problems of which a text, or one of a solution, holds the words: asked of each problem by itself.

    A row with a limit, and not “exists”, which PostgreSQL would turn round into finding every such text first.
    """
    rows = SearchRow.objects.visible_to(person).filter(stems__holds=asked).order_by().values(one=Value(True))
    said = rows.filter(page_kind=PROBLEM.code, page_key=OuterRef("reference"))
    solutions: QuerySet[Any, Any] = Solution.problems.through.objects.filter(problem=OuterRef("pk"))
    solutions = solutions.annotate(row=Cast("solution_id", CharField()))
    solutions = solutions.annotate(one=Subquery(rows.filter(kind=SOLUTION.code, key=OuterRef("row"))[:1]))
    return Q(exists_for_each(said)) | Q(exists_for_each(solutions.filter(one=True).order_by().values("one")))


def exists_for_each(rows: QuerySet[Any, Any]) -> Coalesce:
    """Whether there is a row, found out anew for each problem."""
    return Coalesce(Subquery(rows[:1]), Value(False))
