"""PDF files: nothing that runs, nothing hung behind, and no personal data in the words that can be read."""

import re
import zlib
from collections.abc import Iterator

from issues.attachments.locks import is_locked, unlocked_pdf
from issues.attachments.refusals import FileRefused
from issues.attachments.texts import refuse_in_long_text

HEAD, END = b"%PDF-", b"%%EOF"
BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?\s*")
BEHIND = re.compile(rb"(?:[\0\s]|<!--[^<>]*-->)*+\Z")
MOST_INFLATED = 32 * 1024 * 1024
HEADING = 2_000
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
STRING = re.compile(rb"\((?:[^()\\<>\r\n]|\\[^\r\n])*+\)")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
OPENS, CLOSES = b"stream", b"endstream"
TOKEN = re.compile(rb"(\[)|(\])|\(((?:[^()\\]|\\.)*+)", re.DOTALL)
SETS_WORDS = re.compile(rb"T[jJ]\b")


def checked_pdf(content: bytes) -> bytes:
    """Return the PDF as it came. One that is locked with an empty password is read like any other.

    Raises FileRefused for scripts, programs and files inside, for a password, and for what is hung before or behind
    it; PersonalDataFound where its plain words hold some. Words set in fonts of their own encoding, and scanned pages,
    cannot be read here.
    """
    if not content.startswith(HEAD, BEFORE.match(content).end()):  # type: ignore[union-attr]
        raise FileRefused("disguise")
    if END not in content:
        raise FileRefused("damaged")
    if not BEHIND.match(content.rpartition(END)[2]):
        raise FileRefused("disguise")
    require_harmless(unlocked_pdf(content) if is_locked(content) else content)
    return content


def require_harmless(content: bytes) -> None:
    """Refuse what runs, what is held inside, and personal data in the words of a PDF that is not locked."""
    dictionaries, streams = split_streams(content)
    opened = list(inflate_streams(streams))
    objects = [body for head, body in opened if b"/ObjStm" in head]
    if any(ACTIVE.search(unescape_names(without_strings(body))) for body in (dictionaries, *objects)):
        raise FileRefused("active")
    pages = [body for head, body in opened if b"/Image" not in head and SETS_WORDS.search(body)]
    refuse_in_long_text("\n".join(text for body in (dictionaries, *objects, *pages) for text in words_in(body)))


def without_strings(body: bytes) -> bytes:
    """What is left of objects without what they say, such as the address of a link or a title.

    Only strings of one line in which no object can begin are taken out, so that nothing hides behind a comment.
    """
    return STRING.sub(lambda found: found[0] if b"obj" in found[0] else b"()", body)


def split_streams(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The file without its streams, and each stream with what is said of it; one pass, whatever the file says."""
    outside, streams, place = [], [], 0
    while (opens := content.find(OPENS, place)) >= 0 and (closes := content.find(CLOSES, opens)) >= 0:
        outside.append(content[place:opens])
        streams.append((unescape_names(outside[-1][-HEADING:]), content[opens + len(OPENS) : closes].lstrip(b"\r\n")))
        place = closes + len(CLOSES)
    return b" ".join([*outside, content[place:]]), streams


def inflate_streams(streams: list[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    """The streams that can be read, plain or unpacked, at most 32 MiB in all."""
    left = MOST_INFLATED
    for head, stream in streams:
        try:
            body = zlib.decompressobj().decompress(stream, left) if left > 0 else b""
        except zlib.error:
            body = b"" if b"/Filter" in head else stream[:left]
        left -= len(body)
        yield head, body


def unescape_names(body: bytes) -> bytes:
    """Names as they are meant: /J#61vaScript is /JavaScript."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), body) if b"#" in body else body


def words_in(body: bytes) -> Iterator[str]:
    """The strings of a page or a dictionary; those between brackets are one word set in pieces."""
    held: list[bytes] | None = None
    for opens, closes, string in TOKEN.findall(body):
        if opens:
            held = []
        elif closes:
            yield decode_string(b"".join(held or []))
            held = None
        elif held is None:
            yield decode_string(string)
        else:
            held.append(string)


def decode_string(text: bytes) -> str:
    """The letters of a string, whichever of the usual encodings it is in."""
    bare = re.sub(rb"\\([()\\])", rb"\1", text)
    return bare[2:].decode("utf-16-be", "replace") if bare.startswith(b"\xfe\xff") else bare.decode("cp1252", "replace")
