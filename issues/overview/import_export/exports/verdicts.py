"""Who says what of the solutions in the field, as a table: a row per solution and CPAS, or counts for whoever may not name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.organisations.queries import centres
from committee.people.models import Reader
from issues.fieldwork.impacts.policy import may_name_centres
from issues.overview.import_export.exports.rows import day_of
from issues.overview.import_export.exports.solutions import iso
from issues.overview.import_export.queries.runs import BATCH
from issues.overview.import_export.safe_tables import fresh_file, write_csv, write_workbook
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.matrix import NOT_ASKED, cells_in
from issues.resolution.verification.presentation.matrix import Facts, columns_of_counts, words_of_marks
from issues.resolution.verification.queries import in_the_field


def build_verdicts_file(person: Reader, form: str) -> tuple[IO[bytes], int]:
    """All solutions in the field that a person reads, in the active language, and how many rows there are."""
    named = may_name_centres(person)
    rows = list(rows_of(person, named=named))
    target = fresh_file()
    if form == "xlsx":
        write_workbook(target, [(_("In the field"), [header(named=named), *rows])])
    else:
        write_csv(target, [header(named=named), *([iso(cell) for cell in row] for row in rows)])
    target.seek(0)
    return target, len(rows)


def header(*, named: bool) -> list[str]:
    """The names of the columns."""
    solution = [_("Number"), _("Address"), _("State"), _("Title in French"), _("Title in Dutch"), _("Delivered")]
    return [
        *solution,
        *([_("CPAS"), _("In the field"), _("Since")] if named else columns_of_counts()),
        _("By the rule"),
    ]


def rows_of(person: Reader, *, named: bool) -> Iterator[list[Any]]:
    """The rows, read 500 solutions at a time."""
    keys = list(in_the_field(person).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = in_the_field(person).in_bulk(part)
        facts = Facts(person, [found[pk] for pk in part if pk in found])
        for solution in facts.solutions:
            yield from rows_by_centre(facts, solution) if named else [row_of_counts(facts, solution)]


def rows_by_centre(facts: Facts, solution: Solution) -> Iterator[list[Any]]:
    """A row for each CPAS that is asked or said anything."""
    words, names = words_of_marks(), {one.pk: one.name for one in centres()}
    cells = cells_in(list(names), facts.verdicts[solution.pk], facts.affected[solution.pk])
    progress = facts.row(solution, [])["progress"]
    for cell in cells:
        if cell.mark != NOT_ASKED:
            said = [names[cell.organisation], words[cell.mark], day_of(cell.since) if cell.since else None]
            yield [*facts_of(solution), *said, progress]


def row_of_counts(facts: Facts, solution: Solution) -> list[Any]:
    """How many say what."""
    row = facts.row(solution, [])
    return [*facts_of(solution), *row["counts"], row["progress"]]


def facts_of(solution: Solution) -> list[Any]:
    """What a row says of the solution itself."""
    titles = solution.titles
    return [
        solution.number,
        settings.SITE_URL + reverse("issues:solution", args=[solution.pk]),
        solution.get_state_display(),
        titles.get("fr", ""),
        titles.get("nl", ""),
        day_of(solution.delivered_at),
    ]
