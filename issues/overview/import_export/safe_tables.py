"""Writing tables that harm nobody: no text is ever run as a formula, whatever somebody filed."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable
from datetime import date
from typing import IO

import xlsxwriter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
LONGEST_CELL = 32_767
BOM = "\ufeff"
WIDEST, COLUMN_WIDTH = 255, 14
MOST_IN_MEMORY = 8 * 1024 * 1024


def fresh_file() -> IO[bytes]:
    """A file to write to and read again, in memory while it is small; it is gone once closed."""
    return tempfile.SpooledTemporaryFile(MOST_IN_MEMORY)


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


def write_workbook(target: IO[bytes], sheets: Iterable[tuple[str, Iterable[Iterable]]]) -> None:
    """Write a workbook of sheets, each a name with its rows; the first row of each is its header."""
    with xlsxwriter.Workbook(target, SAFE) as workbook:
        bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets:
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, WIDEST, COLUMN_WIDTH)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    look = bold if number == 0 else day if isinstance(value, date) else None
                    write_cell(sheet, number, place, value, look)


def write_cell(sheet, row: int, column: int, value, look) -> None:
    """Write a number as a number, a day as a day, and everything else as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif value not in (None, ""):
        sheet.write_string(row, column, str(value)[:LONGEST_CELL], look)
