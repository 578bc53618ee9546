"""Signs that nobody sees: taken out of what people write, so that words are what they look like.

Soft hyphens, zero-width signs and what turns the direction of a line around mean nothing in French and in Dutch; they
split words, hide them from search, and make one text read as another. What joins an emoji, or letters of scripts that
are written so, stays.
"""

import html
import re
import unicodedata

JOINERS = "\u200c\u200d"
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]+\U000e007f")
"""A flag of a region, spelt with unseen letters."""
JOINED = {"So", "Sk", "Sm", "Po", "Mn", "Mc", "Me", "Lo", "Lm", "Nd"}
"""Beside what a joiner or a choice of form may stand: pictures, their skins, letters that are neither Latin nor Greek."""
BLANK = "\u2800"
"""A pattern of braille without dots: of category So, and nothing to see."""
LINES = str.maketrans("\u2028\u2029\x85", "\n\n\n")
HIDDEN = frozenset(
    sign
    for sign in map(chr, (*range(0x10000), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000)))
    if UNSEEN.match(sign) or ord(sign) in LINES
)
"""All of them, one by one: most texts hold none, which is found out at once."""


def tidy_signs(text: str) -> str:
    """A text without signs that nobody sees; what is seen stays as it was written."""
    if HIDDEN.isdisjoint(text):
        return text
    text = text.translate(LINES)
    flags = {place for found in FLAG.finditer(text) for place in range(*found.span())}
    kept = [sign for place, sign in enumerate(text) if place in flags or not is_idle(text, place)]
    return "".join(kept)


def is_idle(text: str, place: int) -> bool:
    """Whether the sign at a place is unseen and does nothing for those beside it."""
    sign = text[place]
    if not UNSEEN.match(sign):
        return False
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if sign in JOINERS:
        return not (can_join(before) and can_join(after))
    return not ("\ufe00" <= sign <= "\ufe0f" and can_join(before))


def can_join(sign: str) -> bool:
    """Whether a sign is one that is joined to others, or shown in several forms."""
    return (
        bool(sign) and unicodedata.category(sign) in JOINED and (sign.isdigit() or not sign.isascii() or sign in "#*")
    )


def is_visible(text: str) -> bool:
    """Whether there is anything to see in a text, once it is shown: entities are read, blanks are none."""
    return any(not sign.isspace() and sign != BLANK for sign in tidy_signs(html.unescape(text)))
