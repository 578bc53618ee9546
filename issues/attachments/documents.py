"""Office documents are archives: what they unpack to is looked at before anybody opens them."""

import re
import zlib
from collections.abc import Iterable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from issues.attachments.reading import APART, words_of
from issues.attachments.refusals import FileRefused
from issues.attachments.texts import refuse_in_long_text

MOST_PARTS = 5_000
MOST_UNPACKED = 100 * 1024 * 1024
ENCRYPTED = 0x1
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FIRST_PART, END_OF_ARCHIVE, END_SIZE = b"PK\x03\x04", b"PK\x05\x06", 22
MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|activex|macrosheets|basic|scripts)(/|$)", re.I)
HELD = re.compile(r"(^|/)(embeddings|externallinks|object[^/]*)/[^/]+$|(^|/)oleobject[^/]*$", re.I)
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
ODF = "application/vnd.oasis.opendocument."
MIMETYPE = {"odt": f"{ODF}text", "ods": f"{ODF}spreadsheet"}


def checked_document(content: bytes, extension: str) -> bytes:
    """Return the document as it came.

    Raises FileRefused for macros, a password, a bomb, another kind, and what it holds or fetches besides;
    PersonalDataFound for what its words, its cells and its properties say.
    """
    if content.startswith(OLD_OFFICE):
        raise FileRefused("locked")
    try:
        with ZipFile(BytesIO(content)) as archive:
            check_archive(archive, extension)
            require_nothing_around(content)
            refuse_in_long_text(APART.join(words_of(archive)))
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileRefused("damaged") from error
    return content


def check_archive(archive: ZipFile, extension: str) -> None:
    """Look at the names first, then unpack every part, counting."""
    parts = archive.infolist()
    names = [part.filename.replace("\\", "/") for part in parts]
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise FileRefused("locked")
    if any(MACROS.search(name) for name in names):
        raise FileRefused("macros")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused("bomb")
    unpack_counting(archive, parts)
    require_kind(archive, names, extension)
    require_no_embedded_files(names)


def unpack_counting(archive: ZipFile, parts) -> None:
    """Unpack every part piece by piece, since a size that is only declared may be a lie."""
    unpacked = 0
    for part in parts:
        with archive.open(part) as stream:
            while piece := stream.read(1 << 20):
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise FileRefused("bomb")


def require_kind(archive: ZipFile, names: list[str], extension: str) -> None:
    """Refuse an archive that is not a document of its extension, or whose types speak of macros."""
    if len(names) != len(set(names)):
        raise FileRefused("damaged")
    if extension in MIMETYPE:
        said = archive.read("mimetype").strip() if "mimetype" in names else b""
        if said != MIMETYPE[extension].encode():
            raise FileRefused("disguise")
        return
    if MAIN[extension] not in names or "[Content_Types].xml" not in names:
        raise FileRefused("disguise")
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise FileRefused("macros")


def require_no_embedded_files(names: Iterable[str]) -> None:
    """Refuse other files inside the document; what it would fetch from elsewhere is refused as it is read."""
    if any(HELD.search(name) and not name.endswith((".xml", ".rels", "/")) for name in names):
        raise FileRefused("active")


def require_nothing_around(content: bytes) -> None:
    """Refuse an archive with something else before or behind it: such a file is two things at once."""
    if not content.startswith(FIRST_PART) or content[-END_SIZE : 4 - END_SIZE] != END_OF_ARCHIVE:
        raise FileRefused("disguise")
