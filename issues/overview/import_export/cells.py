"""What may stand in a cell, and what it means: terms by code or by name in either language, yes and no, dates, counts."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.translation import override

from issues.fieldwork.impacts.models import Answer
from issues.overview.import_export.columns import fold_header
from issues.problems.records.dimensions import TERMS
from issues.problems.records.models import Severity
from issues.problems.taxonomies.queries import terms_of

YES = frozenset({"oui", "ja", "yes", "o", "j", "y", "x", "1", "true", "vrai", "waar"})
NO = frozenset({"", "non", "nee", "neen", "no", "n", "0", "false", "faux", "onwaar"})
LANGUAGES = {
    "fr": ("fr", "francais", "frans", "french"),
    "nl": ("nl", "neerlandais", "nederlands", "dutch"),
}
DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
SHOWN = 60


def text_of(value) -> str:
    """A cell as text: 12.0 is 12, a date is 2025-09-15, true is yes; controls are dropped."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t").strip()


def shorten_for_error(text: str) -> str:
    """A cell as an error quotes it."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def count_in(text: str) -> str:
    """A count without the spaces between its thousands."""
    return GROUPED.sub("", text)


def day_in(text: str) -> str:
    """A date as 2025-09-15, whichever way it was written; anything else as it is."""
    found = DATE.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def spellings_of(choices, codes: dict | None = None) -> dict[str, str]:
    """How each value of a choice may be written: its value, its code, its label in either language."""
    known: dict[str, Any] = {}
    for value, label in choices:
        words = {str(value), (codes or {}).get(value, "")}
        for language in ("fr", "nl", "en"):
            with override(language):
                words.add(str(label))
        known |= {fold_header(word): str(value) for word in words if word}
    return known


def accepted_spellings() -> dict[str, dict[str, str]]:
    """For each column that has a list of values: what may be written, and the value that it means."""
    known = {name: words_of_terms(name) for name in TERMS}
    known["severity"] = spellings_of(Severity.choices, {row.value: row.name for row in Severity})
    known["answer"] = spellings_of(Answer.choices, {row.value: row.name for row in Answer})
    known["language"] = {word: code for code, words in LANGUAGES.items() for word in words}
    return known


def words_of_terms(scheme: str) -> dict[str, str]:
    """The terms that may be chosen now, by code and by both labels."""
    return {
        fold_header(word): str(term.pk)
        for term in terms_of(scheme)
        for word in (term.label_nl, term.label_fr, term.code)
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
