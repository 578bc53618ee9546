"""Writing tables for spreadsheets that harm nobody: no text is ever run as a formula, whatever somebody wrote."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"


def escape_formula(value) -> str:
    """A cell of a CSV file: a text that a spreadsheet would run has an apostrophe before it; decimals follow a comma."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if not isinstance(value, str):
        return str(value)
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def write_csv(target: IO[bytes], rows: Iterable[Iterable]) -> int:
    """Write rows as UTF-8 with its mark, separated by semicolons as French and Dutch spreadsheets expect.

    Returns how many rows there were.
    """
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    text.write(BOM)
    writer, count = csv.writer(text, delimiter=";"), 0
    for row in rows:
        writer.writerow([escape_formula(value) for value in row])
        count += 1
    text.detach()
    return count
