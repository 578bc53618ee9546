"""Plain texts are read: no page in disguise, no personal data."""

import re
from collections.abc import Iterator

from committee.privacy.models import refuse_personal_data
from issues.attachments.refusals import FileRefused

SCANNED = 1024 * 1024
PIECE, OVERLAP = 16_000, 200
HEAD = 1_500
TAGS = (
    "a|area|article|b|base|body|br|button|center|details|div|embed|font|form|frameset|h[1-6]|head|i|iframe|img|input|link|"
    "marquee|math|meta|object|ol|p|pre|script|section|span|style|svg|table|template|textarea|title|ul|video"
)
MARKUP = re.compile(
    rf"\A\s*<(/?({TAGS})(?=[\s/>])|!|\?xml)|<\s*(!doctype|html|svg|script|iframe)\b|\A\s*\{{\\rtf", re.I
)
"""What a browser that guesses takes for a page (WHATWG, MIME Sniffing, 7.1), and a few more; <Somebody> is none of it."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
PAGES = ("cp1252", "cp850", "mac_roman")
LETTERS = frozenset("àâäçéèêëîïóôöùûüœ’")
SIGNS = frozenset("ÀÂÇÉÈÊËÎÏÔÖÛÜŒáíñ‘“”«»…–—·•°²³½€§ \u00a0\u202f")
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def checked_text(content: bytes) -> bytes:
    """Return the text as it came. Raises FileRefused, or PersonalDataFound for its first mebibyte."""
    text = decode_text(content)
    if CONTROLS.search(text):
        raise FileRefused("text")
    if MARKUP.search(text[:HEAD]):
        raise FileRefused("disguise")
    refuse_in_long_text(text)
    return content


def refuse_in_long_text(text: str) -> None:
    """Raise PersonalDataFound for the first mebibyte of a text, read in pieces."""
    for piece in overlapping_pieces(text[:SCANNED]):
        refuse_personal_data(piece)


def decode_text(content: bytes) -> str:
    """Read bytes by their mark, as UTF-8, or as the page of Windows, DOS or Macintosh in which they look most usual."""
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    if (text := decoded(content, marked or "utf-8")) is not None:
        return text
    windows, *older = (None if marked else decoded(content, page) for page in PAGES)
    usual = max((text for text in (windows, *older) if text is not None), key=looks_usual, default="")
    if windows is None and looks_usual(usual) <= 0:  # every byte is some sign of the older pages
        raise FileRefused("text")
    return usual


def decoded(content: bytes, encoding: str) -> str | None:
    """The text that bytes say in an encoding; None where they say none."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def looks_usual(text: str) -> int:
    """How far the signs of a text beyond ASCII are those of French and Dutch; below nought where most are beyond it."""
    head = text[:SCANNED]
    beyond = [sign for sign in head if sign > "\x7f"]
    if 2 * len(beyond) > len(head):
        return -len(head)
    return sum(2 if sign in LETTERS else 1 if sign in SIGNS else -2 for sign in beyond)


def overlapping_pieces(text: str) -> Iterator[str]:
    """Cut a text into pieces that overlap, so that a number on a cut is still seen whole."""
    for start in range(0, max(len(text), 1), PIECE):
        yield text[max(start - OVERLAP, 0) : start + PIECE]
