"""A table of people to invite, as it is saved from a spreadsheet or typed: lines of cells under the names of columns."""

from __future__ import annotations

import csv
import unicodedata
from io import StringIO

COLUMNS = {
    "address": ("address", "adresse", "adres", "e-mail", "email", "courriel", "mail"),
    "organisation": ("organisation", "organisatie", "cpas", "ocmw"),
    "role": ("role", "rol"),
    "language": ("language", "langue", "taal"),
    "function_fr": ("function_fr", "fonction_fr", "functie_fr", "fonction"),
    "function_nl": ("function_nl", "fonction_nl", "functie_nl", "functie"),
}
"""What each column may be called, in any of the languages; accents and capitals count for nothing."""
DEMANDED = ("address", "organisation")
MOST = 200
LARGEST = 200_000
"""Rows, and bytes, that are read."""


class NoTableError(ValueError):
    """What was given is no such table; `missing` are the columns that it lacks."""

    def __init__(self, missing: tuple[str, ...] = ()) -> None:
        super().__init__("no table of people")
        self.missing = missing


def decoded(content: bytes) -> str:
    """The text of a file as spreadsheets save it: UTF-8, or the Western European code of Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_table(text: str) -> list[dict[str, str]]:
    """The rows of a table, each by the names of COLUMNS; empty lines are left out. Raises NoTableError."""
    lines = text.strip("\ufeff\n\r ").splitlines()
    if not lines:
        raise NoTableError(DEMANDED)
    delimiter = max(";\t,", key=lines[0].count)
    rows = list(csv.reader(StringIO("\n".join(lines)), delimiter=delimiter))
    names = [column_of(cell) for cell in rows[0]]
    if missing := tuple(name for name in DEMANDED if name not in names):
        raise NoTableError(missing)
    told = [dict(zip(names, (cell.strip() for cell in row), strict=False)) for row in rows[1 : MOST + 2]]
    return [{name: row.get(name, "") for name in COLUMNS} for row in told if any(row.values())]


def column_of(cell: str) -> str:
    """The column that a heading means; empty for one that is not read."""
    plain = plain_word(cell).replace(" ", "_")
    return next((name for name, known in COLUMNS.items() if plain in known), "")


def plain_word(word: str) -> str:
    """A word without accents, capitals and the difference between apostrophes, so that people may write it as they do."""
    parts = unicodedata.normalize("NFKD", word.strip().lower().replace("’", "'"))
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())
