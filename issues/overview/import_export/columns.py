"""The columns of files that come in: their names in both languages are part of the format, not of the interface."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

SOURCE = Path(__file__).parent / "data" / "columns.json"
MOST_COLUMNS = 60


@dataclass(frozen=True)
class Column:
    """A column. Its header may be its code or its name in either language; accents, case and signs do not matter.

    So may what forms and exports call it: `also`.
    """

    code: str
    names: dict[str, str]
    about: dict[str, str]
    example: dict[str, str]
    required: bool
    also: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def name(self) -> str:
        """The column's name in the reader's language."""
        return self.names[reader_language()]

    @property
    def meaning(self) -> str:
        """What stands in it, in the reader's language."""
        return self.about[reader_language()]

    @property
    def sample(self) -> str:
        """What may stand in it, in the reader's language."""
        return self.example[reader_language()]


def reader_language() -> str:
    """The reader's language, French where it is neither."""
    return "nl" if get_language() == "nl" else "fr"


@lru_cache(maxsize=2)
def columns_of(what: str) -> tuple[Column, ...]:
    """The columns of one sort of file, in the order of the template."""
    rows = json.loads(SOURCE.read_text(encoding="utf-8"))[what]
    return tuple(
        Column(
            code=row["code"],
            names={"fr": row["fr"], "nl": row["nl"]},
            about={"fr": row["about_fr"], "nl": row["about_nl"]},
            example={"fr": row.get("example_fr", ""), "nl": row.get("example_nl", "")},
            required=row.get("required", False),
            also=tuple(row.get("also", ())),
        )
        for row in rows
    )


@lru_cache(maxsize=2)
def by_header(what: str) -> dict[str, Column]:
    """Every header that is understood, as `fold_header` writes it, with its column."""
    return {
        fold_header(name): column
        for column in columns_of(what)
        for name in (column.code, *column.names.values(), *column.also)
    }


def fold_header(words: str) -> str:
    """Words without case, accents and signs, so that what people type is recognised."""
    bare = unicodedata.normalize("NFKD", words.replace("’", "'")).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", bare.casefold()))
