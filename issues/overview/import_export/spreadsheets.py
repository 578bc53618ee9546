"""Reading a table that somebody uploads: CSV in the usual encodings and separators, or an XLSX workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from issues.attachments.refusals import FileRefused
from issues.attachments.texts import decode_text
from issues.overview.import_export.cells import text_of
from issues.overview.import_export.columns import MOST_COLUMNS
from issues.overview.import_export.workbooks import OLD_OFFICE, WorkbookRefused, measure_workbook

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 500
FARTHEST_ROW = 20_000
FARTHEST_COLUMN = 256
WIDEST_AREA = FARTHEST_ROW * MOST_COLUMNS
ARCHIVE = b"PK"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
DECLARED = re.compile(r"sep=(.)\r?\n", re.I)
REFUSALS = {
    "empty": _("This file is empty. Choose the file that holds your rows."),
    "size": _("This file is larger than 5 MB. Split it into several files and import them one after another."),
    "rows": _("This file has more than 500 rows. Split it into several files and import them one after another."),
    "columns": _("This file has more than 60 columns. Keep those of the template and save it again."),
    "far": _("Something stands far below or far beside your rows. Delete what is outside the table and save it again."),
    "kind": _("This is neither a CSV file nor an XLSX workbook. Save your table as one of these and choose that file."),
    "old": _("This workbook is locked with a password or in an old format. Save it as XLSX without a password."),
    "locked": _("This workbook is locked with a password. Save it without a password and choose that file."),
    "damaged": _("This workbook cannot be read. Open it, save it again as XLSX, and choose that file."),
    "bomb": _("This workbook unpacks to far more than a table needs. Copy your rows into the template and save that."),
    "text": _("This file is not a readable text. Save your table as “CSV UTF-8” or as XLSX and choose that file."),
    "quote": _(
        "A quotation mark opens a cell of row %(row)s and does not close it, so that the rows below would be lost in it. "
        "Close it, or write it twice where it belongs to the text, and choose the file again."
    ),
    "header": _("There is a header and no row below it. Write one row for each problem and choose the file again."),
}


class TableRefused(ValidationError):
    """Refusal of a whole file; `code` is a key of `REFUSALS`, `row` where it stands in the file."""

    def __init__(self, code: str, row: int | None = None) -> None:
        super().__init__(REFUSALS[code], code=code, params={"row": row} if row else None)


@dataclass(frozen=True)
class Sheet:
    """A table: its header, and its rows that are not empty, each with its number as a spreadsheet shows it."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(upload) -> Sheet:
    """Read an uploaded table, by content whatever its name. Raises TableRefused, which says what to do."""
    content = read_bounded(upload)
    if content.startswith(OLD_OFFICE):
        raise TableRefused("old")
    table = workbook_rows(content) if content.startswith(ARCHIVE) else text_rows(content)
    return sheet_of(table)


def read_bounded(upload) -> bytes:
    """Read a file that is neither empty nor too large, whatever it says of its own size."""
    upload.seek(0)
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise TableRefused("size")
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise TableRefused("empty")
    return content


def sheet_of(table: Iterable[tuple[int, list]]) -> Sheet:
    """Take the first filled row as the header, and keep the filled rows below."""
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, cells in table:
        texts = trim_empty_cells([text_of(cell) for cell in cells])
        if len(texts) > MOST_COLUMNS:
            raise TableRefused("columns")
        if texts and not header:
            header = texts
        elif texts:
            rows.append((number, texts))
        if len(rows) > MOST_ROWS:
            raise TableRefused("rows")
    if not rows:
        raise TableRefused("header" if header else "empty")
    return Sheet(header, rows)


def trim_empty_cells(texts: list[str]) -> list[str]:
    """The cells of a row without the empty ones at its end."""
    while texts and not texts[-1]:
        texts.pop()
    return texts


def workbook_rows(content: bytes) -> Iterator[tuple[int, list]]:
    """The rows of a workbook's first visible sheet that holds any, numbered, once it is known to be safe."""
    try:
        extent = measure_workbook(content)
    except WorkbookRefused as refusal:
        raise TableRefused(refusal.args[0]) from refusal
    far = extent.rows > FARTHEST_ROW or extent.columns > FARTHEST_COLUMN
    if far or extent.rows * extent.columns > WIDEST_AREA:
        raise TableRefused("far")
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [sheet.name for sheet in workbook.sheets_metadata if is_seen(sheet)]
        tables = (workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in visible)
        table = next((rows for rows in tables if any(text_of(cell) for row in rows for cell in row)), [])
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise TableRefused("damaged") from error
    return enumerate(table, start=1)


def is_seen(sheet: SheetMetadata) -> bool:
    """Whether a sheet is a table that its author sees: lists of values often stand on a hidden one."""
    return sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet


def text_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The records of a text file, numbered as a spreadsheet would number them."""
    try:
        text = decode_text(content)
    except FileRefused as refusal:
        raise TableRefused("text") from refusal
    if CONTROLS.search(text) or text.lstrip().startswith(("%PDF", "{\\rtf", "<")):
        raise TableRefused("kind" if "\0" not in text else "text")
    declared = DECLARED.match(text)
    body = text[declared.end() :] if declared else text
    return records_of(body, declared[1] if declared else separator_of(body), first=2 if declared else 1)


def records_of(text: str, separator: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """The records of a text, numbered. Raises TableRefused for a quotation mark that swallows the rows below it."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width = 0
    for number in count(first):
        line = records.line_num
        try:
            cells = next(records, None)
        except csv.Error as error:
            is_one_line = records.line_num - line <= 1 and "limit" in str(error)
            raise TableRefused("text" if is_one_line else "quote", number) from error
        if cells is None:
            return
        width = width or len(cells)
        if any(swallows_row(cell, separator, width - place) for place, cell in enumerate(cells, 1)):
            raise TableRefused("quote", number)
        yield number, cells


def swallows_row(cell: str, separator: str, left: int) -> bool:
    """Whether the row ends within a cell and another begins there: its quotation mark was closed by another's.

    `left` is how many cells the row has yet. Prose has a space or the end of a line beside its semicolons; beside its
    commas nothing is certain, and they are not asked.
    """
    first, *rest = cell.splitlines() or [""]
    tight = re.compile(rf"(?<! ){separator}(?! |$)")
    if separator == "," or not rest:
        return False
    ends = len(tight.findall(first)) >= (max(left - 1, 1) if left else 0)
    return ends and len(tight.findall(rest[-1])) >= (1 if left else 2)


def separator_of(text: str) -> str:
    """The sign that separates the cells of the header: the commonest of semicolon, comma and tab outside quotes."""
    outside = "".join(text.lstrip()[:20_000].split('"')[::2])
    header = outside.partition("\n")[0]
    return max(";,\t", key=header.count)
