"""The list of solutions as a table: what its page says, with the days as days and the titles in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal.subjects import reference_of
from committee.people.models import Reader
from issues.overview.import_export.exports.rows import day_of
from issues.overview.import_export.queries.runs import BATCH
from issues.overview.import_export.safe_tables import fresh_file, write_csv, write_workbook
from issues.overview.register.search_terms import ListQuery
from issues.overview.solution_register.filters import SolutionFilters
from issues.overview.solution_register.presentation import row_of
from issues.overview.solution_register.queries import concerned_by_solution, solutions_asked
from issues.resolution.solutions.models import Solution


def build_solutions_file(person: Reader, asked: ListQuery[SolutionFilters], form: str) -> tuple[IO[bytes], int]:
    """All of a list for a person, in the active language, as a workbook or as CSV, and how many solutions it holds."""
    rows = list(rows_of(person, asked))
    target = fresh_file()
    if form == "xlsx":
        write_workbook(target, [(_("Solutions"), [header(), *rows])])
    else:
        write_csv(target, [header(), *([iso(cell) for cell in row] for row in rows)])
    target.seek(0)
    return target, len(rows)


def header() -> list[str]:
    """The names of the columns."""
    return [
        _("Number"), _("Address"), _("Lane"), _("State"), _("Title in French"), _("Title in Dutch"), _("Owner"),
        _("Kind of solution"), _("Proposed"), _("Due date"), _("Days overdue"), _("Delivered"), _("In the field"),
        _("Problems"), _("Seat"), _("Agreed on"), _("Due at first"), _("Times postponed"),
        _("Minutes saved per case, as promised"), _("It waits for"), _("Open to the public"),
    ]  # fmt: skip


def rows_of(person: Reader, asked: ListQuery[SolutionFilters]) -> Iterator[list[Any]]:
    """The rows of a list, read 500 at a time."""
    keys = list(solutions_asked(person, asked).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = solutions_asked(person, asked).in_bulk(part)
        concerned = concerned_by_solution(list(found.values()))
        yield from (cells_of(person, found[pk], concerned.get(pk, set())) for pk in part if pk in found)


def cells_of(person: Reader, solution: Solution, concerned: set[int]) -> list[Any]:
    """The cells of a solution: text, days, whole numbers, or None for nothing."""
    shown, titles = row_of(person, solution, concerned), solution.titles
    return [
        reference_of("solution", str(solution.pk)),
        settings.SITE_URL + reverse("issues:solution", args=[solution.pk]),
        str(SHORT[Lane(solution.space.lane)]),
        shown["state_label"],
        titles.get("fr", ""),
        titles.get("nl", ""),
        solution.owner.name,
        solution.get_kind_display(),
        day_of(solution.proposed_at),
        solution.due_on,
        solution.days_overdue or None,
        day_of(solution.delivered_at),
        shown["verdicts"],
        ", ".join(problem.reference for problem in solution.problems.all()),
        *more_cells(solution, shown),
    ]


def more_cells(solution: Solution, shown: dict[str, Any]) -> list[Any]:
    """Whose seat, the days of its plan, what it promised and waits for, and whether the public reads of it."""
    facts: Any = solution
    return [
        solution.owner_seat_id,
        day_of(solution.agreed_at),
        facts.first_due or solution.due_on,
        facts.postponed or None,
        solution.promised_minutes,
        ", ".join(shown["waits"]),
        _("yes") if facts.is_public else "",
    ]


def iso(cell: Any) -> Any:
    """A cell of a CSV file: a day as 2025-09-15."""
    return cell.isoformat() if hasattr(cell, "isoformat") else cell
