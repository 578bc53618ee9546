"""What the pages say of instructions, as plain data."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal import clock
from committee.journal.moments import format_day
from issues.problems.records.models import Problem
from issues.resolution.instructions.models import Instruction, Kind
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import State


def row_of(instruction: Instruction) -> dict[str, Any]:
    """An instruction as a line of a list."""
    thing = instruction.thing
    return {
        "one": instruction,
        "kind": Kind(instruction.kind).label,
        "url": reverse("issues:instruction", args=[instruction.pk]),
        "lane": SHORT[Lane(instruction.space.lane)],
        "span": describe_span(instruction),
        "state": describe_state(instruction),
        "thing": {"number": number_of(thing), "url": address_of_thing(thing), "title": thing.title_here},
    }


def describe_span(instruction: Instruction) -> str:
    """From which day to which: “from 1 September 2025 to 31 December 2025”."""
    words = {"since": format_day(instruction.from_on), "until": format_day(instruction.until_on)}
    return _("from %(since)s to %(until)s") % words if instruction.until_on else _("from %(since)s on") % words


def describe_state(instruction: Instruction) -> str:
    """Whether it holds today, of one that is `marked`, and why not."""
    if getattr(instruction, "holds", False):
        return _("in force")
    today = clock.today()
    if instruction.withdrawn_on:
        return _("withdrawn on %(day)s") % {"day": format_day(instruction.withdrawn_on)}
    if instruction.solution and instruction.solution.state == State.VERIFIED:
        return _("ended with its solution")
    if instruction.from_on > today:
        return _("still to begin")
    return (
        _("ended on %(day)s") % {"day": format_day(instruction.until_on)} if has_ended(instruction) else _("replaced")
    )


def has_ended(instruction: Instruction) -> bool:
    """Whether its last day has passed."""
    return instruction.until_on is not None and instruction.until_on < clock.today()


def number_of(thing: Problem | Solution) -> str:
    """How people name what an instruction is about."""
    return thing.number if isinstance(thing, Solution) else thing.reference


def address_of_thing(thing: Problem | Solution) -> str:
    """The page of what an instruction is about."""
    if isinstance(thing, Solution):
        return reverse("issues:solution", args=[thing.pk])
    return reverse("issues:problem", args=[thing.reference])


def tabs(show: str) -> list[dict[str, Any]]:
    """The views of the list, one of them current."""
    labels = {"in-force": _("In force"), "coming": _("Still to begin"), "over": _("Over"), "all": _("All")}
    action = reverse("issues:instructions")
    return [
        {"label": label, "url": action if code == "in-force" else f"{action}?show={code}", "current": code == show}
        for code, label in labels.items()
    ]
