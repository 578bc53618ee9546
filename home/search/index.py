"""Keeping the index in step: with the journal, with the editors, or anew from everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import merge
from itertools import islice
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from committee.journal.models import Entry
from home.search.models import Kind, SearchRow
from home.search.rows import row_of_page, row_of_post, row_of_problem, row_of_solution
from home.search.vocabulary import count_stems, learn
from issues.conversation.threads.models import Post
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution

BATCH = 500
FACTS = [field.attname for field in SearchRow._meta.concrete_fields if field.name not in ("id", "kind", "key")]


def index_entry(entry: Entry) -> None:
    """Bring the rows of what an entry says was done to something up to date; any other entry changes nothing."""
    kind = entry.verb.partition(".")[0]
    if kind in FOLLOWED:
        for subject in entry.subjects.all():
            if subject.kind == kind:
                FOLLOWED[kind](subject.key)


@transaction.atomic
def index_problem(reference: str) -> None:
    """Bring a problem up to date, and the lane in which its posts are shown."""
    problem = Problem.objects.select_for_update().filter(reference=reference).first()
    if problem:
        keep(row_of_problem(problem))
        SearchRow.objects.filter(kind=Kind.POST, page_kind=Kind.PROBLEM, page_key=reference).update(
            within=problem.space_id
        )


@transaction.atomic
def index_post(pk: str) -> None:
    """Bring a post up to date; one that is withdrawn or hidden is found no more."""
    post = posts().select_for_update(of=("self",)).filter(pk=pk).first()
    if post:
        keep_or_forget(row_of_post(post), Kind.POST, post.key)


@transaction.atomic
def index_solution(pk: str) -> None:
    """Bring a solution up to date."""
    solution = Solution.objects.select_for_update().filter(pk=pk).first()
    if solution:
        keep(row_of_solution(solution))


@transaction.atomic
def index_page(page: Page) -> None:
    """Bring a public page of whatever kind up to date; one that is not public is found no more."""
    keep_or_forget(row_of_page(page.specific), Kind.PAGE, str(page.pk))


def forget_page(page: Page) -> None:
    """Let a page be found no more: it was taken down or is being deleted."""
    forget(Kind.PAGE, str(page.pk))


FOLLOWED: dict[str, Callable[[str], None]] = {
    "problem": index_problem,
    "post": index_post,
    "solution": index_solution,
}


def keep_or_forget(row: SearchRow | None, kind: str, key: str) -> None:
    """Keep a row, or drop what is known of a thing that must not be found."""
    if row:
        keep(row)
    else:
        forget(kind, key)


def keep(row: SearchRow) -> None:
    """Store a row in place of the one of the same thing."""
    learn([row])
    facts = {name: getattr(row, name) for name in FACTS}
    SearchRow.objects.update_or_create(kind=row.kind, key=row.key, defaults=facts)


def forget(kind: str, key: str) -> None:
    """Drop the row of a thing."""
    SearchRow.objects.filter(kind=kind, key=key).delete()


@transaction.atomic
def rebuild_index() -> int:
    """Forget every row and make all of them again, in one transaction. Returns how many there are."""
    SearchRow.objects.all().delete()
    known = 0
    for batch in batches(merge(*everything(), key=attrgetter("at"))):
        known += len(SearchRow.objects.bulk_create(batch))
    count_stems()
    return known


def everything() -> list[Iterator[SearchRow]]:
    """The rows of all that may be found, each kind in the order of time."""
    pages = sorted(present(row_of_page, Page.objects.live().specific().order_by("pk")), key=attrgetter("at"))
    return [
        present(row_of_problem, Problem.objects.order_by("filed_at", "pk")),
        present(row_of_post, posts().order_by("written_at", "pk")),
        present(row_of_solution, Solution.objects.order_by("proposed_at", "pk")),
        iter(pages),
    ]


def posts() -> QuerySet:
    """Posts with what their rows are made of."""
    return Post.objects.select_related("strand__thread__problem", "strand__thread__solution")


def present(row_of: Callable, things: QuerySet) -> Iterator[SearchRow]:
    """The rows of those things that may be found."""
    rows = (row_of(thing) for thing in things.iterator(chunk_size=BATCH))
    return (row for row in rows if row is not None)


def batches(rows: Iterator[SearchRow]) -> Iterator[list[SearchRow]]:
    """Cut a stream into lists of 500."""
    while batch := list(islice(rows, BATCH)):
        yield batch
