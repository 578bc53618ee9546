"""How many problems a space holds of each kind: kept where problems change, so that no list ever counts them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from issues.problems.counters.models import Coordinate, ProblemCount

PENDING: ContextVar[Counter[Any] | None] = ContextVar("counts to be brought up to date", default=None)


@contextmanager
def deferred_counts() -> Iterator[None]:
    """Bring the counts up to date once for all that is done within, at its end; all of it in one transaction."""
    pending: Counter[Any] = Counter()
    token = PENDING.set(pending)
    try:
        yield
    finally:
        PENDING.reset(token)
    apply_count_changes(pending)


def apply_count_changes(added: Counter[Any], taken: Counter[Any] | None = None) -> None:
    """Add to some counts and take from others, or remember to. Rows are locked in one order: nobody waits for each other."""
    changes = Counter(added)
    changes.subtract(taken or {})
    pending = PENDING.get()
    if pending is not None:
        pending.update(changes)
        return
    changes = Counter({where: number for where, number in changes.items() if number})
    known = {(row.space_id, row.scheme, row.value): row for row in lock_counts(changes)}
    missing = [where for where in changes if where not in known]
    if missing:
        rows = [ProblemCount(space_id=space, scheme=scheme, value=value) for space, scheme, value in sorted(missing)]
        ProblemCount.objects.bulk_create(rows, ignore_conflicts=True)
        known = {(row.space_id, row.scheme, row.value): row for row in lock_counts(changes)}
    by_number: dict[int, list[int]] = {}
    for where, number in changes.items():
        by_number.setdefault(number, []).append(known[where].pk)
    for number, keys in by_number.items():
        ProblemCount.objects.filter(pk__in=keys).update(problems=F("problems") + number)


def lock_counts(where: Iterable[Coordinate]) -> list[ProblemCount]:
    """The rows of some coordinates, locked in the order of their keys."""
    wanted = Q(pk__in=[])
    for space, scheme, value in where:
        wanted |= Q(space=space, scheme=scheme, value=value)
    return list(ProblemCount.objects.select_for_update().filter(wanted).order_by("pk"))


@transaction.atomic
def replace_counts(counts: Counter[Any]) -> int:
    """Forget what was counted and keep these counts instead. Returns how many rows there are."""
    ProblemCount.objects.all().delete()
    rows = [ProblemCount(space_id=w[0], scheme=w[1], value=w[2], problems=n) for w, n in sorted(counts.items())]
    return len(ProblemCount.objects.bulk_create(rows, batch_size=1000))
