"""What was counted, as lists read it."""

from __future__ import annotations

from collections.abc import Iterable

from issues.problems.counters.models import ProblemCount


def counts_by_value(space_ids: Iterable[int]) -> dict[str, dict[str, int]]:
    """The counts of some spaces together, by scheme and value; one query."""
    counts: dict[str, dict[str, int]] = {}
    for scheme, value, number in ProblemCount.objects.filter(space__in=list(space_ids), problems__gt=0).values_list(
        "scheme", "value", "problems"
    ):
        counts.setdefault(scheme, {})
        counts[scheme][value] = counts[scheme].get(value, 0) + number
    return counts
