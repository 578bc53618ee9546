"""Text without its disguises: invisible characters, other alphabets' digits, entities, markup."""

import html
import re
import unicodedata
from collections.abc import Sequence

HIDDEN = "\u200b"
_FILLERS = "\u115f\u1160\u3164\uffa0"
_MOST_REMEMBERED = 5_000
_ENTITY = re.compile(r"&(?:amp;)*(#\d{1,20}|#[xX][0-9a-fA-F]{1,16}|[A-Za-z]\w{1,30});?", re.ASCII)
_PERCENT = re.compile(r"%[2-57][0-9A-Fa-f]")
_EMPHASIS = re.compile(r"(?<=[^\W\d_]|[.@])[*`]{1,3}(?=[^\W\d_]|[.@])")
_TAG = re.compile(rf"<[/{HIDDEN}]{{0,20}}[A-Za-z][^<>]{{0,2000}}>|<!--[^<>]{{0,2000}}-->")


def reveal_text(text: str, *, without_tags: bool = False) -> tuple[str, Sequence[int]]:
    """Return the text as a reader understands it, and for each of its characters the place in `text`.

    Digits of any script become 0-9, spaces and dashes of any kind become " " and "-", invisible
    characters vanish, entities and percent escapes are read; on request HTML tags vanish too.
    """
    plain = _decoded(text).translate(_FOLDED)
    if without_tags:
        plain = _TAG.sub(_hide, plain)
    if "*" in plain or "`" in plain:
        plain = _EMPHASIS.sub(_hide, plain)
    if HIDDEN not in plain:
        return plain, range(len(plain))
    places = [place for place, char in enumerate(plain) if char != HIDDEN]
    return plain.replace(HIDDEN, ""), places


def _decoded(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(_read_entity, text)
    return _PERCENT.sub(_read_percent, text) if "%" in text else text


def _read_entity(match: re.Match[str]) -> str:
    """One entity, padded so that what follows keeps its place."""
    read = html.unescape(f"&{match[1]};")
    known = len(read) <= 2 and read != HIDDEN
    return read.ljust(len(match[0]), HIDDEN) if known else match[0]


def _read_percent(match: re.Match[str]) -> str:
    return chr(int(match[0][1:], 16)) + HIDDEN * 2


def _hide(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


class _Folded(dict[int, str]):
    """What each character stands for, worked out once; bounded, since any character may come."""

    def __missing__(self, point: int) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[point] = folded = _fold(chr(point))
        return folded


def _fold(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Zl", "Zp") or char in "\t\n\r\f\v\x85":
        return char if char == "\t" else "\n"
    if category in ("Cf", "Cc", "Mn", "Me") or char in _FILLERS:
        return HIDDEN
    digit = unicodedata.digit(char, None)
    return str(digit) if digit is not None else _fold_sign(char, category)


def _fold_sign(char: str, category: str) -> str:
    alike = unicodedata.normalize("NFKC", char)
    if len(alike) == 1 and alike.isascii():
        return alike
    if category == "Pd" or char == "\N{MINUS SIGN}":
        return "-"
    if char in "\N{IDEOGRAPHIC FULL STOP}\N{HALFWIDTH IDEOGRAPHIC FULL STOP}":
        return "."
    is_sign = category[0] in "PSZ" and category != "Sc"
    return " " if is_sign or char == "\N{BRAILLE PATTERN BLANK}" else char


_FOLDED = _Folded()
