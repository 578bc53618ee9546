"""What a story is narrowed by, read from an address: what makes no sense is left out, never an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from django.db.models import Q
from django.http import QueryDict

from committee.organisations.models import Kind
from committee.seats.models import Bench
from issues.overview.register.filters import day_in, is_ticked, one_of, organisation_in, spaces_of, start_of_day
from issues.overview.timeline.kinds import What

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
LAST = 253_402_300_799_000_000
NEWEST, OLDEST = "newest", "oldest"
SITS = {
    Kind.CPAS: Bench.FEDERATIONS,
    Kind.FEDERATION: Bench.FEDERATIONS,
    Kind.ADMINISTRATION: Bench.ADMINISTRATION,
    Kind.GUEST: Bench.OBSERVERS,
}
"""The bench for which each sort of organisation speaks."""


class Edge(NamedTuple):
    """The last row of a page: its moment, whether it is an entry (0) or a post (1), and its identifier."""

    moment: datetime
    rank: int
    number: int

    @property
    def word(self) -> str:
        """The edge as it stands in an address."""
        return f"{(self.moment - EPOCH) // timedelta(microseconds=1)}-{self.rank}-{self.number}"


def edge_in(word: str) -> Edge | None:
    """Read an edge from an address, or None."""
    parts = word.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        return None
    micros, rank, number = map(int, parts)
    return Edge(EPOCH + timedelta(microseconds=micros), rank, number) if micros < LAST and rank in (0, 1) else None


@dataclass(frozen=True)
class Filters:
    """What is asked of a story; every field is optional and combines with the others."""

    what: tuple[str, ...] = ()
    lane: str = ""
    bench: str = ""
    organisation: int | None = None
    since: date | None = None
    until: date | None = None
    reactions: bool = False
    order: str = NEWEST

    @property
    def newest_first(self) -> bool:
        """Whether the last fact stands first."""
        return self.order == NEWEST

    @property
    def kinds(self) -> tuple[str, ...]:
        """The sorts of organisation that speak for the bench asked for."""
        return tuple(kind for kind, bench in SITS.items() if bench == self.bench)

    def within(self, moment: str) -> Q:
        """The period, both days in it, on a column."""
        part = Q()
        if self.since:
            part &= Q(**{f"{moment}__gte": start_of_day(self.since)})
        if self.until:
            part &= Q(**{f"{moment}__lt": start_of_day(self.until + timedelta(days=1))})
        return part

    def words(self) -> list[tuple[str, str]]:
        """The filters as names and values of an address, in one order."""
        said = [("what", one) for one in self.what]
        said += [("lane", self.lane), ("bench", self.bench), ("organisation", str(self.organisation or ""))]
        said += [("from", str(self.since or "")), ("to", str(self.until or ""))]
        said += [("reactions", "1" if self.reactions else ""), ("order", "" if self.newest_first else OLDEST)]
        return [(name, value) for name, value in said if value]


def read_filters(query: QueryDict, person) -> Filters:
    """The filters of an address that make sense for a person."""
    asked = {name: query.get(name, "") for name in query}
    lane = asked.get("lane", "")
    return Filters(
        what=tuple(one.value for one in What if one.value in query.getlist("what")),
        lane=lane if lane and spaces_of(person, lane) else "",
        bench=one_of(asked, "bench", Bench.values),
        organisation=organisation_in(asked),
        since=day_in(asked, "from"),
        until=day_in(asked, "to"),
        reactions=is_ticked(asked, "reactions"),
        order=one_of(asked, "order", (NEWEST, OLDEST)) or NEWEST,
    )


def without_filter(words: Iterable[tuple[str, str]], name: str, value: str) -> list[tuple[str, str]]:
    """The words of an address but for one."""
    return [pair for pair in words if pair != (name, value)]
