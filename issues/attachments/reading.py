"""The words of office documents, part by part, so that personal data in them is seen."""

import re
from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from zipfile import ZipFile, ZipInfo

from issues.attachments.refusals import FileRefused

MOST_READ = 16 * 1024 * 1024
PIECE = 64 * 1024
APART = "\n" * 8  # more than may stand between the digits of one number
PARTS = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|xl/(sharedStrings|comments\d*)\.xml"
    r"|xl/worksheets/[^/]+\.xml|(content|styles|meta)\.xml|docProps/(core|app|custom)\.xml|(.*/)?_rels/[^/]+\.rels"
)
FETCHED = {"attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath"}
SPOKEN = {"t", "v", "delText", "instrText"}
BREAKS = {"tab", "br", "cr", "line-break", "s"}
OPEN_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value"
LARGEST_EXACT = 1e15
WHOLE = {"p", "h", "c", "si", "row", "title", "subject", "creator", "description", "keywords", "user-defined"}


def words_of(archive: ZipFile) -> Iterator[str]:
    """Pieces of text of a document: one for each paragraph, cell, note, property and outward link.

    Raises FileRefused for a part that is no plain XML, and for templates and objects that opening the document
    would fetch from elsewhere. At most 16 MiB of each part are read.
    """
    for part in archive.infolist():
        if PARTS.fullmatch(part.filename):
            yield from words_of_part(archive, part)


def words_of_part(archive: ZipFile, part: ZipInfo) -> Iterator[str]:
    """The pieces of one part, in its order."""
    parser: XMLPullParser = XMLPullParser(["end"])
    with archive.open(part) as stream:
        for _turn in range(MOST_READ // PIECE):
            piece = stream.read(PIECE)
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or b"\0" in piece:
                raise FileRefused("damaged")
            yield from text_at_end(parser, piece)
            if not piece:
                return
    if part.filename.endswith(".rels"):
        raise FileRefused("bomb")


def text_at_end(parser: XMLPullParser, piece: bytes) -> list[str]:
    """What the elements that end in a piece of a part say; an empty piece ends the part."""
    try:
        parser.feed(piece) if piece else parser.close()
        return [
            text
            for _event, element in cast(Iterator[tuple[str, Element]], parser.read_events())
            if (text := element_text(element))
        ]
    except ParseError as error:
        raise FileRefused("damaged") from error


def element_text(element: Element) -> str:
    """What a whole element says, once its parts are read; nothing for those that are only parts of another."""
    name = local_name(element)
    if name == "Relationship":
        return link_target(element)
    if name == "table-cell":
        return plain_number(element.get(OPEN_VALUE, ""))
    if name not in WHOLE:
        return ""
    is_reference = name == "c" and element.get("t") == "s"
    text = "" if is_reference else "".join(text_under(element))
    if name == "c" and element.get("t", "n") == "n":
        text = plain_number(text)
    element.clear()
    return text


def plain_number(value: str) -> str:
    """The number of a cell by all its digits, as some programs write 4022998320 as 4.02299832E9 or 4022998320.0."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if abs(number) < LARGEST_EXACT and number.is_integer() else value


def link_target(relationship: Element) -> str:
    """Where a link leads outside the document. Raises FileRefused for what is fetched without a click."""
    if relationship.get("TargetMode", "").lower() != "external":
        return ""
    if relationship.get("Type", "").rpartition("/")[2] in FETCHED:
        raise FileRefused("active")
    return relationship.get("Target", "")


def text_under(element: Element) -> Iterator[str]:
    """The text under an element: that of words and values in Microsoft's kinds, all of it in the open ones."""
    is_open = not element.tag.startswith("{http://schemas.openxmlformats.org/") or "metadata" in element.tag
    for one in element.iter():
        if local_name(one) in BREAKS:
            yield " "
        if is_open or local_name(one) in SPOKEN:
            yield one.text or ""
        if is_open and one is not element:
            yield one.tail or ""


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]
