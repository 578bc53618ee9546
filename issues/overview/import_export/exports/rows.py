"""A problem as a row of an export, and the code book that explains each column in the reader's language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.journal.moments import format_day
from committee.journal.verbs import brief_of
from issues.fieldwork.impacts.models import Answer, ProblemImpact
from issues.fieldwork.impacts.policy import may_read_sums
from issues.fieldwork.impacts.presentation.words import describe_sum
from issues.overview.import_export.columns import reader_language
from issues.overview.import_export.queries.runs import own_centre
from issues.problems.records.dimensions import TERMS
from issues.problems.records.models import Problem, Severity
from issues.problems.records.states import State
from issues.problems.records.translations import TranslationState
from issues.problems.taxonomies.queries import terms_by_id

SOURCE = Path(__file__).parents[1] / "data" / "codebook.json"
OWN = "own_"


@dataclass(frozen=True)
class CodebookColumn:
    """A column of an export as the code book explains it."""

    code: str
    names: dict[str, str]
    about: dict[str, str]
    unit: dict[str, str]
    values: str
    masked: bool

    @property
    def name(self) -> str:
        """The column's name in the reader's language."""
        return self.names[reader_language()]


@lru_cache(maxsize=1)
def codebook_columns() -> tuple[CodebookColumn, ...]:
    """Every column that an export may have, in order."""
    rows = json.loads(SOURCE.read_text(encoding="utf-8"))
    return tuple(
        CodebookColumn(
            code=row["code"],
            names={"fr": row["fr"], "nl": row["nl"]},
            about={"fr": row["about_fr"], "nl": row["about_nl"]},
            unit={"fr": row.get("unit_fr", ""), "nl": row.get("unit_nl", "")},
            values=row.get("values", ""),
            masked=row.get("masked", False),
        )
        for row in rows
    )


def columns_for(person) -> list[CodebookColumn]:
    """The columns of an export for a person: those about one's own CPAS only for who declares for one."""
    declares = own_centre(person) is not None
    return [column for column in codebook_columns() if declares or not column.code.startswith(OWN)]


class Exporter:
    """Turns problems into rows for one person; terms and words are read once. `address` is that of the list."""

    def __init__(self, person) -> None:
        self.person, self.terms = person, terms_by_id()
        self.columns = [column.code for column in columns_for(person)]
        self.prefix = settings.SITE_URL + reverse("issues:problems")
        self.masked = _("masked")

    def row(self, problem: Problem) -> list:
        """The cells of a problem: text, days, whole numbers, numbers with one decimal, or None for nothing."""
        facts = self.facts(problem) | self.impact(problem) | self.own(problem)
        return [facts[code] for code in self.columns]

    def facts(self, problem: Problem) -> dict:
        """What the problem says of itself."""
        titles = {problem.language: problem.title, other_language(problem.language): problem.title_other}
        return {
            "reference": problem.reference,
            "address": f"{self.prefix}{problem.reference}/",
            "lane": problem.space.lane,
            "state": problem.state,
            "state_label": problem.get_state_display(),
            "state_reason": problem.state_reason,
            "language": problem.language,
            "title_fr": titles["fr"],
            "title_nl": titles["nl"],
            "translation": problem.translation,
            "description": problem.description,
            "organisation": problem.organisation.name,
            "filed_on": day_of(problem.filed_at),
            "first_seen_on": day_of(problem.first_seen_on),
            "software_version": problem.software_version,
            "pilot": int(problem.pilot),
            "new_situation": int(problem.new_situation),
            "severity": problem.severity,
            "right_at_risk": int(problem.right_at_risk),
            "risk_reason": problem.risk_reason,
            "last_fact": brief_of(problem.last_verb),
            "last_fact_on": day_of(problem.last_at),
            **self.terms_of(problem),
        }

    def terms_of(self, problem: Problem) -> dict:
        """The terms by code and by label."""
        found = {name: self.terms.get(getattr(problem, f"{name}_id")) for name in TERMS}
        codes = {name: term.code if term else "" for name, term in found.items()}
        return codes | {f"{name}_label": str(term) if term else "" for name, term in found.items()}

    def impact(self, problem: Problem) -> dict:
        """Counts of CPAS, never masked, and sums of volumes, masked where they would tell what one CPAS declared."""
        tally = getattr(problem, "tally", None) or ProblemImpact()
        shown = may_read_sums(self.person, tally.cells)
        sums = {name: round(getattr(tally, name), 1) for name in ("hours_low", "hours_likely", "hours_high")}
        sums |= {"cases": tally.cases}
        counts = {name: getattr(tally, name) for name in ("affected", "not_affected", "cannot_tell", "silent")}
        return {
            **counts,
            "coverage": describe_sum(tally.coverage_of_hours),
            **(sums if shown else dict.fromkeys(sums, self.masked)),
        }

    def own(self, problem: Problem) -> dict:
        """What one's own CPAS declared."""
        mine = getattr(problem, "own", None)
        if mine is None:
            return {code: None for code in self.columns if code.startswith(OWN)}
        names = ("cases", "minutes_low", "minutes_likely", "minutes_high", "workaround", "workaround_minutes")
        said = {f"{OWN}{name}": getattr(mine, name) for name in names}
        return said | {"own_answer": mine.answer, "own_measured": int(mine.measured)}


def other_language(code: str) -> str:
    """The other language."""
    return "nl" if code == "fr" else "fr"


def day_of(moment: date | datetime | None) -> date | None:
    """A day in Brussels, or None."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def iso_day(moment: date | datetime | None) -> str:
    """A day in Brussels as 2025-09-15; an empty text for None."""
    day = day_of(moment)
    return day.isoformat() if day else ""


def codebook(person, count: int) -> list[list[str]]:
    """The code book: one row per column, after its header; every row says its unit, values, source and masking rule."""
    header = [_("Column"), _("Code"), _("Meaning"), _("Unit"), _("Allowed values"), _("Source"), _("Masking")]
    here, values = reader_language(), describe_allowed_values()
    rows = [
        [
            column.name,
            column.code,
            column.about[here],
            column.unit[here] or "–",
            values.get(column.values) or "–",
            source_of(column),
            _("Masked where it rests on one or two CPAS; masked cells say so.") if column.masked else "–",
        ]
        for column in columns_for(person)
    ]
    return [header, *rows, [], *([[*row, *[""] * 5] for row in codebook_notes(count)])]


def source_of(column: CodebookColumn) -> str:
    """Where the figures of a column come from."""
    if column.code.startswith(OWN):
        return _("The declaration of your own CPAS")
    impact = column.masked or column.unit["fr"] == "CPAS" or column.code == "coverage"
    return _("Declarations of the CPAS") if impact else _("The problem as it was filed and followed")


def codebook_notes(count: int) -> list[list[str]]:
    """What holds for the whole file: when it was taken, what it covers, and how its cells are written."""
    return [
        [_("Date of extraction"), format_day(timezone.now())],
        [_("Rows"), str(count)],
        [_("What it holds"), _("The problems that you may read and that pass the filters, at that date.")],
        [_("Coverage"), _("Sums rest on the CPAS that gave figures; the column “coverage” says how many of all.")],
        [_("Masking"), _("Sums that rest on one or two CPAS are masked, except for those who may know them.")],
        [_("Numbers"), _("In the CSV file decimals follow a comma; an empty cell means that nothing was said.")],
        [
            _("Apostrophe"),
            _("In the CSV file a text that begins with = + - @ or a tab has an apostrophe before it, so that no "
              "spreadsheet runs it as a formula."),
        ],
    ]  # fmt: skip


def describe_allowed_values() -> dict[str, str]:
    """The allowed values of each kind of column, in words."""
    lists: dict[str, Any] = {
        "state": State.choices,
        "severity": Severity.choices,
        "translation": TranslationState.choices,
        "answer": Answer.choices,
        "lane": [(lane.value, SHORT[lane]) for lane in Lane],
        "language": [("fr", "français"), ("nl", "Nederlands")],
        "yesno": [(1, _("yes")), (0, _("no"))],
    }
    for name in TERMS:
        lists[f"term:{name}"] = [(term.code, term) for term in terms_by_id().values() if term.scheme == name]
    return {name: "; ".join(f"{value} = {label}" for value, label in rows) for name, rows in lists.items()}
