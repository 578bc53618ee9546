"""Keeping the counts of problems right, in the transaction that changes one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from issues.problems.counters.actions import apply_count_changes, replace_counts
from issues.problems.records.dimensions import FIELDS, TERMS, coordinates
from issues.problems.records.models import Problem


def count_in(problem: Problem) -> None:
    """Count a problem that is new."""
    apply_count_changes(Counter(coordinates(problem)))


@contextmanager
def counted(problem: Problem) -> Iterator[None]:
    """Keep the counts right around a change to a problem whose row is locked and loaded."""
    before = coordinates(problem)
    yield
    after = coordinates(problem)
    apply_count_changes(Counter(after - before) + Counter(), Counter(before - after))


@transaction.atomic
def rebuild_counts() -> int:
    """Count everything again from the problems themselves. Returns how many rows there are."""
    counts: Counter[Any] = Counter()
    for problem in Problem.objects.only("space_id", *FIELDS, *(f"{name}_id" for name in TERMS)).iterator(2000):
        counts.update(coordinates(problem))
    return replace_counts(counts)
