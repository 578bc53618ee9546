"""A workbook is an archive that a stranger made: it is measured before anything opens it.

The library that reads workbooks lays a sheet out whole, from its first filled cell to its last, and writes a shared
text again for each cell that points at it. So the extent of the filled cells and the length of their texts are found
first, by a reader that keeps nothing.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 500
MOST_UNPACKED = 24 * 1024 * 1024
MOST_TEXT = 24 * 1024 * 1024
PIECE = 256 * 1024
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class WorkbookRefused(Exception):
    """A workbook that cannot be read safely; its one argument is a key of `spreadsheets.REFUSALS`."""


@dataclass
class Extent:
    """How far the filled cells of the sheets reach, and how much text stands in them."""

    rows: int = 0
    columns: int = 0
    text: int = 0
    lengths: list[int] = field(default_factory=list)


def measure_workbook(content: bytes) -> Extent:
    """Unpack a workbook piece by piece, keep nothing, and return how far its sheets reach. Raises WorkbookRefused."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return extent_of(archive, checked_parts(archive))
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise WorkbookRefused("damaged") from error


def checked_parts(archive: ZipFile) -> list[ZipInfo]:
    """The parts of the archive, the shared texts first, where it is a workbook of a size that one can look at."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookRefused("locked")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WorkbookRefused("bomb")
    if len(names) != len(set(names)) or "xl/workbook.xml" not in names:
        raise WorkbookRefused("kind")
    return sorted(parts, key=lambda part: "sharedstrings" not in part.filename.lower())


def extent_of(archive: ZipFile, parts: list[ZipInfo]) -> Extent:
    """Read every part once; only those that are XML can hold a sheet."""
    extent, left = Extent(), MOST_UNPACKED
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        parser, tail = Measure(extent) if is_xml else None, b""
        for piece in read_pieces(archive, part):
            left -= len(piece)
            if left < 0:
                raise WorkbookRefused("bomb")
            if parser:
                parser.feed(piece)
            elif b"sheetData" in tail + piece:
                raise WorkbookRefused("damaged")
            tail = piece[-16:]
        if parser:
            parser.end()
    return extent


def read_pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """What a part holds, piece by piece: a size that is only declared may be a lie."""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece


class Measure:
    """Finds the filled cells of a part, and the lengths of shared texts, without keeping either."""

    def __init__(self, extent: Extent) -> None:
        self.extent, self.inside = extent, ""
        self.row = self.column = self.length = 0
        self.shared, self.number = False, ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.opened
        self.parser.EndElementHandler = self.closed
        self.parser.CharacterDataHandler = self.said
        self.parser.StartDoctypeDeclHandler = self.refused

    def feed(self, piece: bytes) -> None:
        """Read on."""
        try:
            self.parser.Parse(piece, False)
        except expat.ExpatError as error:
            raise WorkbookRefused("damaged") from error

    def end(self) -> None:
        """Insist that the part was whole."""
        try:
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise WorkbookRefused("damaged") from error

    def refused(self, *_declaration) -> None:
        """No workbook declares entities; who does means harm."""
        raise WorkbookRefused("damaged")

    def opened(self, tag: str, attributes: dict) -> None:
        """An element begins."""
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
        elif name == "c":
            self.place(attributes.get("r", ""))
            self.shared, self.number = attributes.get("t") == "s", ""
        elif name == "si":
            self.length = 0
        elif name in ("v", "is", "f"):
            self.extent.rows = max(self.extent.rows, self.row)
            self.extent.columns = max(self.extent.columns, self.column)
        self.inside = name

    def place(self, where: str) -> None:
        """Remember where a cell stands: as it says, or after the one before."""
        found = CELL.fullmatch(where)
        if found:
            self.column, self.row = column_number(found[1]), int(found[2])
        else:
            self.column += 1

    def said(self, text: str) -> None:
        """Text stands in an element: count it."""
        if self.inside == "t":
            self.length += len(text)
            self.extent.text += len(text)
        elif self.inside == "v" and self.shared:
            self.number += text
        if self.extent.text > MOST_TEXT or len(self.number) > 12:
            raise WorkbookRefused("bomb")

    def closed(self, tag: str) -> None:
        """An element ends; a cell that points at a shared text counts its length again."""
        self.inside, name = "", tag.rpartition(":")[2]
        if name == "si":
            self.extent.lengths.append(self.length)
        elif name == "v" and self.shared and self.number.strip().isdecimal():
            place = int(self.number)
            self.extent.text += self.extent.lengths[place] if place < len(self.extent.lengths) else 0
            if self.extent.text > MOST_TEXT:
                raise WorkbookRefused("bomb")


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
