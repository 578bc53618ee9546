"""How many problems a space holds of each kind: kept where problems change, so that no list ever counts them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import F, Q

from issues.problems.models import Census, Problem
from issues.problems.states import State

ALL = "all"
TERMS = ("chain", "category", "tool", "service", "software")
FIELDS = ("state", "severity", "right_at_risk", "language", "organisation_id")
Coordinate = tuple[int, str, str]
PENDING: ContextVar[Counter | None] = ContextVar("census to be brought up to date", default=None)


def coordinates(problem: Problem) -> frozenset[Coordinate]:
    """Where a problem is counted, as (space, scheme, value). One merged away is counted by its state alone."""
    if problem.state == State.MERGED:
        return frozenset({(problem.space_id, "state", State.MERGED.value)})
    values = {ALL: ""} | {name: str(getattr(problem, name)) for name in FIELDS}
    values |= {name: str(pk) for name in TERMS if (pk := getattr(problem, f"{name}_id"))}
    return frozenset((problem.space_id, scheme, value) for scheme, value in values.items())


def count_in(problem: Problem) -> None:
    """Count a problem that is new."""
    apply(Counter(coordinates(problem)))


@contextmanager
def counted(problem: Problem) -> Iterator[None]:
    """Keep the census right around a change to a problem whose row is locked and loaded."""
    before = coordinates(problem)
    yield
    after = coordinates(problem)
    apply(Counter(after - before) + Counter(), Counter(before - after))


@contextmanager
def together() -> Iterator[None]:
    """Bring the census up to date once for all that is done within, at its end; all of it in one transaction."""
    pending: Counter = Counter()
    token = PENDING.set(pending)
    try:
        yield
    finally:
        PENDING.reset(token)
    apply(pending)


def apply(added: Counter, taken: Counter | None = None) -> None:
    """Add to some counts and take from others, or remember to. Rows are locked in one order: nobody waits for each other."""
    changes = Counter(added)
    changes.subtract(taken or {})
    pending = PENDING.get()
    if pending is not None:
        pending.update(changes)
        return
    changes = {where: number for where, number in changes.items() if number}
    known = {(row.space_id, row.scheme, row.value): row for row in locked(changes)}
    missing = [where for where in changes if where not in known]
    if missing:
        rows = [Census(space_id=space, scheme=scheme, value=value) for space, scheme, value in sorted(missing)]
        Census.objects.bulk_create(rows, ignore_conflicts=True)
        known = {(row.space_id, row.scheme, row.value): row for row in locked(changes)}
    by_number: dict[int, list[int]] = {}
    for where, number in changes.items():
        by_number.setdefault(number, []).append(known[where].pk)
    for number, keys in by_number.items():
        Census.objects.filter(pk__in=keys).update(problems=F("problems") + number)


def locked(where: Iterable[Coordinate]) -> list[Census]:
    """The rows of some coordinates, locked in the order of their keys."""
    wanted = Q(pk__in=[])
    for space, scheme, value in where:
        wanted |= Q(space=space, scheme=scheme, value=value)
    return list(Census.objects.select_for_update().filter(wanted).order_by("pk"))


def census_of(space_ids: Iterable[int]) -> dict[str, dict[str, int]]:
    """The counts of some spaces together, by scheme and value; one query."""
    counts: dict[str, dict[str, int]] = {}
    for scheme, value, number in Census.objects.filter(space__in=list(space_ids), problems__gt=0).values_list(
        "scheme", "value", "problems"
    ):
        counts.setdefault(scheme, {})
        counts[scheme][value] = counts[scheme].get(value, 0) + number
    return counts


@transaction.atomic
def rebuild_census() -> int:
    """Count everything again from the problems themselves. Returns how many rows there are."""
    Census.objects.all().delete()
    counts: Counter = Counter()
    for problem in Problem.objects.only("space_id", *FIELDS, *(f"{name}_id" for name in TERMS)).iterator(2000):
        counts.update(coordinates(problem))
    rows = [Census(space_id=w[0], scheme=w[1], value=w[2], problems=n) for w, n in sorted(counts.items())]
    return len(Census.objects.bulk_create(rows, batch_size=1000))
