"""Writing tables that harm nobody: no text is ever run as a formula, whatever somebody filed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date
from typing import IO

import xlsxwriter

from committee.writing.tables import FORMULA_STARTS, escape_formula, write_csv

__all__ = ["FORMULA_STARTS", "escape_formula", "fresh_file", "write_csv", "write_workbook"]
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
LONGEST_CELL = 32_767
WIDEST, COLUMN_WIDTH = 255, 14
MOST_IN_MEMORY = 8 * 1024 * 1024


def fresh_file() -> IO[bytes]:
    """A file to write to and read again, in memory while it is small; it is gone once closed."""
    return tempfile.SpooledTemporaryFile(MOST_IN_MEMORY)


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
