"""Everything that is kept beside problems and declarations, made again from them, with what was wrong."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from issues.fieldwork.impacts.actions.totals import OWN, SUMS, contribution_of, rebuild_totals
from issues.fieldwork.impacts.models import Answer, ImpactTotal, ImpactTotalCentre, ProblemImpact
from issues.fieldwork.impacts.queries import ANSWERS, cells_of
from issues.problems.counters.models import ProblemCount
from issues.problems.records.actions.counting import rebuild_counts
from issues.problems.records.models import Problem

BATCH = 2000
HOURS = {"hours_low": "minutes_low", "hours_likely": "minutes_likely", "hours_high": "minutes_high"}


@transaction.atomic
def rebuild_everything() -> dict[str, tuple[int, int]]:
    """Rebuild the counts, the tallies and the totals. Returns by name how many rows there are and how many differed."""
    tallies = rebuild_tallies()
    before = stored_rows()
    rebuild_counts()
    rebuild_totals()
    after = stored_rows()
    found = {name: (len(rows), len(rows ^ before[name])) for name, rows in after.items()}
    return {"tallies": tallies, **found}


def stored_rows() -> dict[str, set[int]]:
    """The rows that are kept, by what tells them apart and what they say; rows of nought say nothing."""
    counts = ProblemCount.objects.exclude(problems=0).values_list("space", "scheme", "value", "problems")
    totals = ImpactTotal.objects.exclude(problems=0).values_list("space", "scheme", "value", *SUMS, "cells")
    place = ("total__space", "total__scheme", "total__value", "organisation")
    centres = ImpactTotalCentre.objects.exclude(answered=0).values_list(*place, *OWN)
    return {"counts": set(counts), "totals": set(totals), "totals by CPAS": set(centres)}


def rebuild_tallies() -> tuple[int, int]:
    """Make the tally of every problem again. Returns how many there are and how many were wrong or lacking."""
    number = wrong = 0
    for batch in declaration_batches():
        known = ProblemImpact.objects.in_bulk([problem.pk for problem in batch])
        right = [tally_of(problem) for problem in batch]
        changed = [tally for tally in right if tally.pk not in known or not is_same_tally(tally, known[tally.pk])]
        fields = [field.name for field in ProblemImpact._meta.fields if not (field.primary_key or field.generated)]
        ProblemImpact.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["problem"], update_fields=fields
        )
        number, wrong = number + len(right), wrong + len(changed)
    return number, wrong


def declaration_batches() -> Iterator[list[Problem]]:
    """Every problem with its declarations, some thousands at a time."""
    last = 0
    rows = Problem.objects.order_by("pk").prefetch_related("declarations")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def tally_of(problem: Problem) -> ProblemImpact:
    """The tally of a problem as its declarations make it."""
    declarations = list(problem.declarations.all())
    sums = contribution_of(declarations).sums
    answers = [row.answer for row in declarations]
    counts = {name: answers.count(Answer(answer)) for name, answer in ANSWERS.items()}
    hours = {name: sums[minutes] / 60.0 for name, minutes in HOURS.items()}
    counts |= {name: sums[name] for name in ("cases", "with_cases", "with_minutes")}
    return ProblemImpact(problem=problem, cells=cells_of(declarations), **counts, **hours)


def is_same_tally(one: ProblemImpact, other: ProblemImpact) -> bool:
    """Whether two tallies say the same, up to the rounding of hours."""
    whole = ("affected", "not_affected", "cannot_tell", "with_cases", "with_minutes", "cases", "cells")
    return all(getattr(one, name) == getattr(other, name) for name in whole) and all(
        abs(getattr(one, name) - getattr(other, name)) < 1e-6 for name in HOURS
    )
