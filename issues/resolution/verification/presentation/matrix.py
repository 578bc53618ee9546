"""Solutions by CPAS as the page shows them: by name for whoever may know which CPAS said what, as counts for the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committee.journal.moments import format_day
from committee.organisations.queries import centres
from committee.people.models import Reader
from issues.fieldwork.impacts.policy import may_name_centres
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import IN_THE_FIELD, State
from issues.resolution.verification.matrix import Cell, cells_in, columns_among
from issues.resolution.verification.presentation.verdicts import describe_gain, describe_progress
from issues.resolution.verification.queries import (
    affected_by,
    in_the_field,
    rule_shown,
    said_with,
    verdicts_by_solution,
)
from issues.resolution.verification.rule import Said

ROWS, COLUMNS = 25, 20


@dataclass(frozen=True)
class Asked:
    """What an address asks for: a state, one CPAS, and the pages of rows and of columns, from one."""

    state: str = ""
    cpas: int | None = None
    page: int = 1
    columns: int = 1

    def address(self, **changes: Any) -> str:
        """The address of a view like this one."""
        facts = {**vars(self), **changes}
        said = {
            name: value for name, value in facts.items() if value not in ("", None) and (name, value) != ("page", 1)
        }
        said = {name: value for name, value in said.items() if (name, value) != ("columns", 1)}
        page = reverse("issues:verification")
        return f"{page}?{urlencode(said)}" if said else page


def words_of_marks() -> dict[str, str]:
    """What each mark of the matrix says."""
    return {
        "w": _("works"),
        "p": _("partly"),
        "x": _("does not work"),
        "t": _("not tested"),
        "r": _("works no longer"),
        "s": _("no answer yet"),
        ".": _("not asked"),
    }


def matrix_context(person: Reader, asked: Asked) -> dict[str, Any]:
    """The page: 25 solutions, and 20 CPAS of those that are asked about them; four queries, whatever there is."""
    start = (asked.page - 1) * ROWS
    found = list(in_the_field(person, asked.state)[start : start + ROWS + 1])
    facts = Facts(person, found[:ROWS])
    named = may_name_centres(person)
    order = [one for one in centres() if asked.cpas in (None, one.pk)]
    columns = facts.columns([one.pk for one in order]) if named else []
    part = columns[(asked.columns - 1) * COLUMNS : asked.columns * COLUMNS]
    return {
        "rows": [facts.row(one, part) for one in facts.solutions],
        "named": named,
        "heads": [one.municipality for one in order if one.pk in set(part)] if named else columns_of_counts(),
        "centres": centres() if named else (),
        "asked": asked,
        "tabs": tabs_of(asked),
        "number": len(columns),
        **pages_of(asked, more=len(found) > ROWS, further=len(columns) > asked.columns * COLUMNS),
    }


def pages_of(asked: Asked, *, more: bool, further: bool) -> dict[str, str]:
    """Where the other rows and the other CPAS are."""
    return {
        "older": asked.address(page=asked.page + 1) if more else "",
        "newest": asked.address(page=1) if asked.page > 1 else "",
        "further": asked.address(columns=asked.columns + 1) if further else "",
        "back": asked.address(columns=asked.columns - 1) if asked.columns > 1 else "",
    }


class Facts:
    """What stands of some solutions, read at once: whom they affect, what CPAS say, and the rule; three queries."""

    def __init__(self, person: Reader, solutions: list[Solution]) -> None:
        keys = [one.pk for one in solutions]
        self.person, self.solutions, self.rule = person, solutions, rule_shown()
        self.affected, self.verdicts = affected_by(keys), verdicts_by_solution(keys)

    def columns(self, order: list[int]) -> list[int]:
        """The CPAS that are asked about any of them, or said anything of any, in their order."""
        asked = {pk for found in self.affected.values() for pk in found}
        return columns_among(order, asked, {pk for found in self.verdicts.values() for pk in found})

    def row(self, solution: Solution, columns: list[int]) -> dict[str, Any]:
        """One solution in words, with its cells by name or as counts."""
        verdicts, affected = self.verdicts[solution.pk], self.affected[solution.pk]
        said = said_with(verdicts.values(), affected)
        return {
            "solution": solution,
            "progress": describe_progress(self.rule, said, solution.state),
            "cells": words_of_cells(cells_in(columns, verdicts, affected)),
            "counts": counts_of(said),
            "gain": describe_gain(self.person, solution, list(verdicts.values()), len(affected)),
        }


def words_of_cells(cells: Iterable[Cell]) -> list[dict[str, str]]:
    """Cells in words."""
    words = words_of_marks()
    return [
        {"mark": "none" if one.mark == "." else one.mark, "words": words[one.mark], "since": format_day(one.since)}
        for one in cells
    ]


def counts_of(said: Said) -> list[int]:
    """How many say that it works, partly, not, have not tested, and are silent; of those concerned."""
    counted = [said.count(outcome) for outcome in ("w", "p", "x", "t")]
    return [*counted, len(said.concerned) - sum(counted)]


def tabs_of(asked: Asked) -> list[dict[str, Any]]:
    """The states as tabs."""
    names = {State.DELIVERED: _("Await verification"), State.VERIFIED: _("Verified"), State.RELAPSED: _("Relapsed")}
    views = [("", pgettext("solutions", "All")), *((state.value, names[state]) for state in IN_THE_FIELD)]
    return [
        {"label": label, "url": asked.address(state=code, page=1, columns=1), "current": code == asked.state}
        for code, label in views
    ]


def columns_of_counts() -> list[str]:
    """The heads of the counts."""
    return [_("Works"), _("Works partly"), _("Does not work"), _("Not tested yet"), _("No answer yet")]


def page_in(words: str) -> int:
    """The number of a page that an address names; the first for anything else."""
    return int(words) if words.isascii() and words.isdigit() and 0 < len(words) < 5 and int(words) else 1


def asked_by(question: dict[str, str]) -> Asked:
    """What an address asks for, as far as it makes sense."""
    cpas = question.get("cpas", "")
    known = next((one.pk for one in centres() if str(one.pk) == cpas), None)
    state = question.get("state", "")
    state = state if state in {one.value for one in IN_THE_FIELD} else ""
    return Asked(state, known, page_in(question.get("page", "")), page_in(question.get("columns", "")))
