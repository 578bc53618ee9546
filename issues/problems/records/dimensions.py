"""The dimensions in which problems are counted and summed, and where one problem stands in each."""

from __future__ import annotations

from issues.problems.counters.models import Coordinate
from issues.problems.records.models import Problem
from issues.problems.records.states import State

ALL = "all"
TERMS = ("chain", "category", "tool", "service", "software")
FIELDS = ("state", "severity", "right_at_risk", "language", "organisation_id")


def coordinates(problem: Problem) -> frozenset[Coordinate]:
    """Where a problem is counted, as (space, scheme, value). One merged away is counted by its state alone."""
    if problem.state == State.MERGED:
        return frozenset({(problem.space_id, "state", State.MERGED.value)})
    values = {ALL: ""} | {name: str(getattr(problem, name)) for name in FIELDS}
    values |= {name: str(pk) for name in TERMS if (pk := getattr(problem, f"{name}_id"))}
    return frozenset((problem.space_id, scheme, value) for scheme, value in values.items())
