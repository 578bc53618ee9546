"""What a file must be before it is kept: of an accepted kind by name and by content, and without personal data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import puremagic
from django.core.files.base import ContentFile

from committee.privacy.models import refuse_in_file_name, refuse_personal_data
from issues.attachments.documents import checked_document
from issues.attachments.names import clean_name, extension_of
from issues.attachments.pictures import redraw_picture
from issues.attachments.portable import checked_pdf
from issues.attachments.refusals import FileRefused
from issues.attachments.texts import checked_text

LARGEST = 10 * 1024 * 1024
LARGEST_DRAWN = 2 * LARGEST
SNIFFED = 64 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
ZIPPED = frozenset({".zip", ".docx", ".xlsx", ".odt", ".ods"})
JPEG = frozenset({".jpg", ".jpeg", ".jfif", ".jpe"})


@dataclass(frozen=True)
class Kind:
    """An accepted kind: its type, how its content is checked and cleaned, and what its first bytes must say."""

    content_type: str
    cleaned: Callable[[bytes], bytes]
    signatures: frozenset[str] = frozenset()


class CleanFile(ContentFile):
    """Content that was inspected; nothing else is made of this class."""


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept. `content` is what is stored, `size` its bytes, `sha256` its digest in hexadecimal."""

    name: str
    content_type: str
    content: CleanFile
    size: int
    sha256: str


def document_kind(content_type: str, extension: str) -> Kind:
    """An office document."""
    return Kind(content_type, partial(checked_document, extension=extension), ZIPPED)


PHOTOGRAPH = Kind("image/jpeg", partial(redraw_picture, image_format="JPEG"), JPEG)
KINDS = {
    "pdf": Kind("application/pdf", checked_pdf),
    "png": Kind("image/png", partial(redraw_picture, image_format="PNG"), frozenset({".png"})),
    "jpg": PHOTOGRAPH,
    "jpeg": PHOTOGRAPH,
    "webp": Kind("image/webp", partial(redraw_picture, image_format="WEBP"), frozenset({".webp"})),
    "txt": Kind("text/plain", checked_text),
    "csv": Kind("text/csv", checked_text),
    "docx": document_kind(f"{OFFICE}wordprocessingml.document", "docx"),
    "xlsx": document_kind(f"{OFFICE}spreadsheetml.sheet", "xlsx"),
    "odt": document_kind(f"{ODF}text", "odt"),
    "ods": document_kind(f"{ODF}spreadsheet", "ods"),
}


def inspect_upload(upload) -> Inspected:
    """Return an uploaded file as it may be kept. Raises FileRefused or PersonalDataFound, which say what to do.

    An image drawn anew may weigh more than it did, but not more than 20 MB.
    """
    name = accepted_name(upload.name or "")
    kind = KINDS[extension_of(name)]
    content = kind.cleaned(require_signature(read_bounded(upload), kind))
    if len(content) > LARGEST_DRAWN:
        raise FileRefused("size")
    digest = hashlib.sha256(content).hexdigest()
    return Inspected(name, kind.content_type, CleanFile(content, name=name), len(content), digest)


def accepted_name(given: str) -> str:
    """Return the clean name of a file of an accepted kind, without personal data in it."""
    refuse_in_file_name(given)
    name = clean_name(given)
    refuse_in_file_name(name)
    refuse_personal_data(name)
    if extension_of(name) not in KINDS:
        raise FileRefused("kind")
    return name


def read_bounded(upload) -> bytes:
    """Read a file that is neither empty nor too large, whatever it says of its own size."""
    if (upload.size or 0) > LARGEST:
        raise FileRefused("size")
    upload.seek(0)
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileRefused("size")
    if not content:
        raise FileRefused("empty")
    return content


def require_signature(content: bytes, kind: Kind) -> bytes:
    """Insist that the first bytes are those of the kind, where a kind has a signature."""
    if kind.signatures and not kind.signatures & signatures_of(content[:SNIFFED]):
        raise FileRefused("disguise")
    return content


def signatures_of(content: bytes) -> set[str]:
    """The extensions that the first bytes of a content may stand for."""
    try:
        return {match.extension for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return set()
