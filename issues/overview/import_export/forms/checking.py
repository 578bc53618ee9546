"""From a table to clean rows, or to errors in plain words: which row, which column, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.journal.punctuation import fill_in
from committee.privacy.models import PersonalDataFound, refuse_personal_data
from committee.writing.signs import shorten_for_error
from issues.fieldwork.impacts.policy import may_declare_impact
from issues.overview.import_export.cells import accepted_spellings, figures_of, flag_in
from issues.overview.import_export.columns import Column, by_header, columns_of, fold_header, reader_language
from issues.overview.import_export.forms.uploads import DeclarationRow, ProblemRow, plain_value
from issues.overview.import_export.mistakes import Mistake
from issues.overview.import_export.models import What
from issues.overview.import_export.queries.runs import submission_of
from issues.overview.import_export.spreadsheets import Sheet
from issues.problems.records.dimensions import TERMS
from issues.problems.records.models import Problem
from issues.problems.records.references import reference_in

FLAGS = frozenset({"right_at_risk", "new_situation", "pilot", "measured"})
COUNTS = frozenset({"cases", "minutes_low", "minutes_likely", "minutes_high", "workaround_minutes"})
DAYS = frozenset({"first_seen_on", "last_seen_on"})
VOLUMES = (*COUNTS, "measured", "workaround")
HEADER_ROW = 1
BATCH = 500


@dataclass
class Checked:
    """The clean rows of a file, and its mistakes; with one mistake nothing is imported. `kinds` of personal data found."""

    rows: list[dict] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    kinds: set = field(default_factory=set)


class Checker:
    """Reads the rows of one file for one person and organisation."""

    def __init__(self, what: str, person, organisation_id: int) -> None:
        self.what, self.person, self.organisation_id = what, person, organisation_id
        self.checked = Checked()
        self.words = accepted_spellings()
        self.own_language = reader_language()
        self.may_declare = standing_of(person).can(Ability.DECLARE_IMPACT, organisation_id)
        self.seen: dict[str, int] = {}
        self.problems: dict[str, Problem] = {}

    def read(self, sheet: Sheet) -> Checked:
        """Check every row. Rows with personal data leave no trace but their number and a masked excerpt."""
        columns = self.columns(sheet.header)
        if self.checked.mistakes:
            return self.checked
        if self.what == What.DECLARATIONS:
            self.problems = self.problems_named(sheet, columns)
        for number, cells in sheet.rows:
            self.row(number, columns, cells)
        return self.checked

    def wrong(self, row: int, column: Column | str, message) -> None:
        """Note a mistake."""
        name = column.name if isinstance(column, Column) else column
        self.checked.mistakes.append(Mistake(row, name, str(message)))

    def columns(self, header: list[str]) -> list[Column | None]:
        """The column of each header; unknown, doubled and missing ones are mistakes."""
        known, found = by_header(self.what), []
        for words in header:
            column = known.get(fold_header(words)) if words else None
            if words and self.is_personal(HEADER_ROW, "", words):
                column = None
            elif words and column is None:
                said = _("No column is called “%(name)s”. Use a name of the template, or delete this column.")
                self.wrong(HEADER_ROW, "", fill_in(said, {"name": shorten_for_error(words)}))
            elif column in found and column is not None:
                self.wrong(HEADER_ROW, column, _("This column stands twice. Keep one of the two."))
            found.append(column)
        for column in columns_of(self.what):
            if column.required and column not in found:
                self.wrong(HEADER_ROW, column, _("This column is missing. Add it: every row needs it."))
        return found

    def is_personal(self, row: int, column: Column | str, words: str) -> bool:
        """Whether a cell holds personal data; it is told with a masked excerpt, and the cell is forgotten."""
        try:
            refuse_personal_data(words)
        except PersonalDataFound as refusal:
            self.checked.kinds |= {found.kind for found in refusal.findings}
            self.wrong(row, column, refusal.messages[0])
            return True
        return False

    def by_column(self, row: int, columns: list[Column | None], cells: list[str]) -> dict[str, str]:
        """The filled cells of a row by the code of their column, without those that hold personal data."""
        values = {}
        for place, words in enumerate(cells):
            column = columns[place] if place < len(columns) else None
            if not words or self.is_personal(row, column or "", words):
                continue
            if column is None:
                said = _("“%(words)s” stands in a column without a name. Give the column a name or empty the cell.")
                self.wrong(row, "", fill_in(said, {"words": shorten_for_error(words)}))
            else:
                values[column.code] = words
        return values

    def row(self, number: int, columns: list[Column | None], cells: list[str]) -> None:
        """Check one row, and keep it where it is clean."""
        before = len(self.checked.mistakes)
        values = self.by_column(number, columns, cells)
        understood = self.understood(number, values)
        form: Any = (ProblemRow if self.what == What.PROBLEMS else DeclarationRow)(understood)
        names = {column.code: column for column in columns_of(self.what)}
        for name, messages in form.errors.items():
            if name in names and not any(one.column == names[name].name for one in self.checked.mistakes[before:]):
                self.wrong(number, names[name], messages[0])
        if self.what == What.PROBLEMS:
            clean = self.problem_row(number, form, understood, values) if form.is_valid() else None
        else:
            clean = self.declaration_row(number, form, values)
        if clean and len(self.checked.mistakes) == before:
            read = readings(form.cleaned_data, values)
            self.checked.rows.append({"row": number, **clean, **({"read": read} if read else {})})

    def understood(self, number: int, values: dict[str, str]) -> dict[str, str]:
        """The cells as the forms take them: keys for lists, true or nothing; numbers and days as they were written."""
        return {code: self.meaning(number, code, words) for code, words in values.items()}

    def meaning(self, number: int, code: str, words: str) -> str:
        """What one cell means; an empty string, and a mistake, where that cannot be said."""
        column = next(column for column in columns_of(self.what) if column.code == code)
        if code in self.words:
            value = self.words[code].get(fold_header(words))
            said = _("“%(words)s” is not in the list. Use a word or a code of the sheet “values” of the template.")
        elif code in FLAGS:
            value = {True: "on", False: ""}.get(flag_in(words))  # type: ignore[arg-type]
            said = _("“%(words)s” is neither yes nor no. Write yes or no.")
        else:
            return figures_of(words) if code in COUNTS else words
        if value is None:
            self.wrong(number, column, fill_in(said, {"words": shorten_for_error(words)}))
        return value or ""

    def problem_row(self, number: int, form: ProblemRow, understood: dict, values: dict) -> dict | None:
        """A clean row that files a problem."""
        if not self.may_declare and any(values.get(name) for name in VOLUMES):
            said = _("Only a CPAS declares volumes. Empty the columns about volumes of this row.")
            self.wrong(number, "", said)
            return None
        facts = form.facts({name: understood.get(name, "") for name in TERMS})
        facts["language"] = understood.get("language") or self.own_language
        submission = submission_of(self.organisation_id, facts)
        if submission in self.seen:
            said = _("This row says the same as row %(row)d: the same title and description. Delete one of them.")
            self.wrong(number, "", fill_in(said, {"row": self.seen[submission]}))
            return None
        self.seen[submission] = number
        impact = form.impact() if self.may_declare else {}
        return {"title": facts["title"], "facts": facts, "impact": impact}

    def problems_named(self, sheet: Sheet, columns: list[Column | None]) -> dict[str, Problem]:
        """The problems that the file names and the person may read, by reference."""
        place = next(place for place, column in enumerate(columns) if column and column.code == "reference")
        named = sorted({reference_in(cells[place]) for _row, cells in sheet.rows if len(cells) > place})
        found: dict[str, Problem] = {}
        for start in range(0, len(named), BATCH):
            visible = Problem.objects.visible_to(self.person).filter(reference__in=named[start : start + BATCH])
            found |= {problem.reference: problem for problem in visible}
        return found

    def declaration_row(self, number: int, form: DeclarationRow, values: dict) -> dict | None:
        """A clean row that declares on a problem."""
        words = values.get("reference", "")
        reference = reference_in(words)
        column = next(column for column in columns_of(self.what) if column.code == "reference")
        problem = self.problems.get(reference)
        if not words:
            self.wrong(number, column, _("This cell is empty. Fill it in: every row needs it."))
        elif problem is None:
            said = _("You read no problem with the reference “%(words)s”. Check it in the list.")
            self.wrong(number, column, fill_in(said, {"words": shorten_for_error(words)}))
        elif not may_declare_impact(self.person, problem, self.organisation_id):
            self.wrong(number, column, _("Nothing can be declared on this problem: it was merged with another."))
        elif reference in self.seen:
            said = _("Row %(row)d declares on the same problem. Keep one of the two.")
            self.wrong(number, column, fill_in(said, {"row": self.seen[reference]}))
        self.seen.setdefault(reference, number)
        if problem is None or not form.is_valid():
            return None
        return {"reference": reference, "title": problem.title, "facts": form.facts()}


def readings(clean: dict[str, Any], values: dict[str, str]) -> list[dict]:
    """What was understood of a row, for the preview: each day, and each number that was written in another way."""
    return [
        {"column": code, "written": shorten_for_error(words), "value": plain_value(clean[code])}
        for code, words in values.items()
        if clean.get(code) is not None and (code in DAYS or (code in COUNTS and words != str(clean[code])))
    ]


def check_sheet(what: str, person, organisation_id: int, sheet: Sheet) -> Checked:
    """Check a whole table for a person who files for an organisation."""
    return Checker(what, person, organisation_id).read(sheet)
