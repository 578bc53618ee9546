"""Which stems the index knows, and about how frequent each is: what keeps a question cheap however much there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from django.db import connection
from django.db.models import Case, Q, Subquery, Value, When

from committee.journal import subjects
from home.search.models import PAGE, SearchRow, Stem
from home.search.search_query import IndexQuery
from home.search.text import Term

MOST_FORMS = 200
HIGHEST = "\U0010ffff"


@dataclass(frozen=True)
class Known:
    """What the vocabulary says about some stems: rows and titles that hold each, and between which keys rows stand."""

    rows: dict[str, int]
    titles: dict[str, int]
    first: int = 1
    last: int = 0

    @property
    def total(self) -> int:
        """How many rows there are, about: keys grow one by one."""
        return max(1, self.last - self.first + 1)

    def forms(self, term: Term) -> tuple[str, ...]:
        """The known stems that a term may be found by, the most frequent first."""
        hits = (stem for stem in self.rows if stem in term.stems or (term.prefix and stem.startswith(term.prefix)))
        return tuple(sorted(hits, key=lambda stem: (-self.rows[stem], stem)))

    def share(self, stems: Iterable[str], *, titles: bool = False) -> float:
        """The part of all rows that hold one of some stems, at most."""
        counts = self.titles if titles else self.rows
        return min(1.0, sum(counts.get(stem, 0) for stem in stems) / self.total)

    def bounded(self, asked: IndexQuery, wanted: int, *, titles: bool = False) -> IndexQuery:
        """The same question of the newest rows only, where these are sure enough to hold twice what is wanted."""
        share = sum(
            joint_share([self.share(group, titles=titles) for group in clause], near=True) for clause in asked.clauses()
        )
        if asked.kind and not titles:
            share *= self.share([f"!{asked.kind}"]) or 1
        enough = int(2 * wanted / share) if share else self.total
        return asked.back_to(self.last - enough if share * self.total > 3 * wanted else 0)


def joint_share(shares: Iterable[float], *, near: bool = False) -> float:
    """The part of rows that hold several things, each of which a part holds: as if by chance, or where words of one
    expression keep company, `near`, as a rule of thumb between chance and certainty.
    """
    first, *others = sorted(shares) or [0.0]
    return first * prod(share**0.5 if near else share for share in others)


def look_up_terms(terms: Iterable[Term]) -> Known:
    """What the vocabulary knows of some terms, whole and as beginnings; one query."""
    terms = list(terms)
    exact = {stem for term in terms for stem in term.stems} | {f"!{code}" for code in (*subjects.KINDS, PAGE)}
    wanted = Q(stem__in=sorted(exact))
    for prefix in {term.prefix for term in terms if term.prefix}:
        wanted |= stems_beginning(prefix)
    ends = SearchRow.objects.order_by("pk").values("pk")[:1], SearchRow.objects.order_by("-pk").values("pk")[:1]
    found = Stem.objects.filter(wanted).annotate(
        whole=Case(When(stem__in=sorted(exact), then=Value(0)), default=Value(1)),
        first=Subquery(ends[0]),
        last=Subquery(ends[1]),
    )
    rows = list(
        found.order_by("whole", "-rows", "stem").values_list("stem", "rows", "titles", "first", "last")[:MOST_FORMS]
    )
    return as_known(rows)


def as_known(rows: list[tuple]) -> Known:
    """Rows of the vocabulary as what is known."""
    rows = [row for row in rows if row[4] is not None]
    first, last = (rows[0][3], rows[0][4]) if rows else (1, 0)
    return Known({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}, first, last)


def stems_beginning(prefix: str) -> Q:
    """The stems that begin with some letters, as each database's index finds them."""
    if connection.vendor == "sqlite":
        return Q(stem__gte=prefix, stem__lt=prefix + HIGHEST)
    return Q(stem__startswith=prefix)
