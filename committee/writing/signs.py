"""The same sign has many shapes: spaces, hyphens and apostrophes become the plain one, what has no width is dropped."""

import re
import unicodedata

HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－⁃"), "-")
APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ′`´＇"), "'")
PLAIN = HYPHENS | APOSTROPHES
SPACES = re.compile(r"\s+")
QUOTED = 60


def plain_signs(text: str) -> str:
    """A text with plain hyphens and apostrophes, single spaces and none around it, without signs of no width."""
    seen = "".join(sign for sign in text.translate(PLAIN) if unicodedata.category(sign) != "Cf")
    return SPACES.sub(" ", seen).strip()


def plain_lines(text: str) -> str:
    """A text with one sign at the end of each line, as one counts them: browsers send two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plain_words(text: str) -> str:
    """The same in small letters without accents."""
    letters = unicodedata.normalize("NFD", plain_signs(text).casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def shorten_for_error(text: str) -> str:
    """What somebody wrote, as an error quotes it."""
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"
