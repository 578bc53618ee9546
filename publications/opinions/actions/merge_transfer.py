"""Evidence follows a problem that is merged into another, and comes back when the merge is undone.

An observation that rests on both counts them once: the source's citation is set aside, and the one that stays is public
if either was.
"""

from typing import Any

from django.utils.dateparse import parse_datetime

from issues.problems.records.models import Problem
from publications.opinions.models import Evidence

KEPT = ("opinion_key", "observation_key", "added_by_id", "added_at", "released_at")


def carry_evidence(source: Problem, target: Problem) -> dict[str, Any]:
    """Let the target document what the source documented."""
    there = {row.observation_key: row for row in Evidence.objects.select_for_update().filter(problem=target)}
    carried: dict[str, list[Any]] = {"moved": [], "set_aside": []}
    for row in Evidence.objects.select_for_update().filter(problem=source).order_by("pk"):
        if row.observation_key in there:
            carried["set_aside"].append(set_aside(row, there[row.observation_key]))
        else:
            carried["moved"].append(row.pk)
    Evidence.objects.filter(pk__in=carried["moved"]).update(problem=target)
    return carried


def set_aside(row: Evidence, other: Evidence) -> dict[str, Any]:
    """Take a citation out that would count twice, and remember it; what is public stays public."""
    facts = {
        "pk": row.pk,
        "other": other.pk,
        "released_other": other.released_at is None and row.released_at is not None,
    }
    facts |= {name: to_json_value(getattr(row, name)) for name in KEPT}
    if facts["released_other"]:
        other.released_at = row.released_at
        other.save(update_fields=["released_at"])
    row.delete()
    return facts


def to_json_value(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value if value is None or isinstance(value, int) else str(value)


def restore_evidence(source: Problem, target: Problem, carried: dict[str, Any]) -> None:
    """Bring back what the target still documents, and what was set aside, as it was."""
    Evidence.objects.filter(pk__in=carried["moved"], problem=target).update(problem=source)
    for facts in carried["set_aside"]:
        moments = {name: facts[name] and parse_datetime(facts[name]) for name in ("added_at", "released_at")}
        known = {name: facts[name] for name in ("pk", *KEPT[:3])}
        Evidence.objects.create(problem=source, **known, **moments)
        if facts["released_other"]:
            Evidence.objects.filter(pk=facts["other"], released_at=moments["released_at"]).update(released_at=None)


def count_evidence(problem: Problem) -> int:
    """How many observations a problem documents, public or waiting."""
    return Evidence.objects.filter(problem=problem).count()
