"""What was changed between two versions of a text, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

PIECE = re.compile(r"\s*\S+|\s+")


def render_difference(before: str, after: str) -> SafeString:
    """The later text with what was taken out and put in, marked and said in words; line ends stay as they are."""
    return format_html_join("", "{}", ((piece,) for piece in changed_stretches(before, after)))


def changed_stretches(before: str, after: str) -> Iterator[SafeString | str]:
    """Stretches of text: kept, taken out, put in."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield "".join(new[c:d])
            continue
        if a < b:
            yield render_change("del", _("taken out:"), "".join(old[a:b]))
        if c < d:
            yield render_change("ins", _("put in:"), "".join(new[c:d]))


def render_change(tag: str, words: str, text: str) -> SafeString:
    """A stretch that was changed, with words for those who do not see the mark."""
    start = text[: len(text) - len(text.lstrip())]
    made = "<del><span class='sr'>{} </span>{}</del>" if tag == "del" else "<ins><span class='sr'>{} </span>{}</ins>"
    return format_html("{}" + made, start, words, text.lstrip())
