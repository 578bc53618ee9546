"""What may stand in a cell, and what it means: terms by code or by name in either language, yes and no, figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import override

from committee.writing.signs import plain_lines
from issues.fieldwork.impacts.models import Answer
from issues.overview.import_export.columns import fold_header
from issues.problems.records.dimensions import TERMS
from issues.problems.records.models import Severity
from issues.problems.taxonomies.queries import terms_of

YES = frozenset({"oui", "ja", "yes", "o", "j", "y", "x", "1", "true", "vrai", "waar", "mesure", "gemeten"})
NO = frozenset({"non", "nee", "neen", "no", "n", "0", "false", "faux", "onwaar", "estime", "geschat"})
SAID_AFFECTED = ("oui", "ja", "yes", "touche", "getroffen")
SAID_NOT_AFFECTED = ("non", "nee", "neen", "no", "non touche", "pas concerne", "niet getroffen")
"""How people say it besides the words of the portal; sheets that were filled in before use older words."""
TICKS, CROSSES = frozenset("✓✔☑√"), frozenset("-–—✗✘☐")
LANGUAGES = {
    "fr": ("fr", "francais", "frans", "french"),
    "nl": ("nl", "neerlandais", "nederlands", "dutch"),
}


class Figure(str):
    """A number with decimals that a workbook holds: its point begins them, whatever Belgium writes."""

    __slots__ = ()


def text_of(value) -> str:
    """A cell as text: 12.0 is 12, 12.5 a `Figure`, a date is 2025-09-15, true is yes; controls are dropped."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, float):
        return Figure(value)
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    text = plain_lines(str(value))
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t").strip()


def figures_of(text: str) -> str:
    """A number as `read_number` takes it: what a workbook holds as 1.125 is no 1125."""
    return f"{text.replace('.', ',')}0" if isinstance(text, Figure) and "e" not in text else text


def flag_in(text: str) -> bool | None:
    """Yes or no; None where it is neither."""
    if text in TICKS | CROSSES:
        return text in TICKS
    folded = fold_header(text)
    return True if folded in YES else False if folded in NO else None


def spellings_of(choices, codes: dict | None = None) -> dict[str, str]:
    """How each value of a choice may be written: its value, its code, its label in either language, both together."""
    known: dict[str, Any] = {}
    for value, label in choices:
        words = {str(value), (codes or {}).get(value, "")}
        for language in ("fr", "nl", "en"):
            with override(language):
                words |= {str(label), f"{label} ({value})"}
        known |= {fold_header(word): str(value) for word in words if word}
    return known


def accepted_spellings() -> dict[str, dict[str, str]]:
    """For each column that has a list of values: what may be written, and the value that it means."""
    known = {name: words_of_terms(name) for name in TERMS}
    known["severity"] = spellings_of(Severity.choices, {row.value: row.name for row in Severity})
    known["answer"] = spellings_of(Answer.choices, {row.value: row.name for row in Answer})
    known["answer"] |= dict.fromkeys(SAID_AFFECTED, Answer.AFFECTED.value)
    known["answer"] |= dict.fromkeys(SAID_NOT_AFFECTED, Answer.NOT_AFFECTED.value)
    known["language"] = {word: code for code, words in LANGUAGES.items() for word in words}
    return known


def words_of_terms(scheme: str) -> dict[str, str]:
    """The terms that may be chosen now, by code, by both labels, and by a label with the code as the page shows it."""
    return {
        fold_header(word): str(term.pk)
        for term in terms_of(scheme)
        for label in (term.label_nl, term.label_fr)
        for word in (f"{label} ({term.code})", label, term.code)
    }


def allowed_values(what: str) -> list[tuple[str, str, str, str]]:
    """Every value of every list, as (column, code, French, Dutch), for the template's second sheet."""
    rows = []
    if what == "problems":
        for scheme in TERMS:
            rows += [(scheme, term.code, term.label_fr, term.label_nl) for term in terms_of(scheme)]
        rows += [("severity", str(row.value), *in_both_languages(row.label)) for row in Severity]
        rows += [("language", "fr", "français", "Frans"), ("language", "nl", "néerlandais", "Nederlands")]
    else:
        rows += [("answer", row.value, *in_both_languages(row.label)) for row in Answer]
    flags = ("right_at_risk", "new_situation", "pilot", "measured") if what == "problems" else ("measured",)
    return rows + [row for flag in flags for row in ((flag, "yes", "oui", "ja"), (flag, "no", "non", "nee"))]


def in_both_languages(label) -> tuple[str, str]:
    """A label in French and in Dutch."""
    words = []
    for language in ("fr", "nl"):
        with override(language):
            words.append(str(label))
    return words[0], words[1]
