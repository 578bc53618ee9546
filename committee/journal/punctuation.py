"""Signs that French and Dutch set differently: the colon after a label, and quotation marks inside others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, pgettext

ENDS = ("?", "!", ".", "…", ":")
PLACE = re.compile(r"[«‘]\u00a0?%\((\w+)\)s\u00a0?[»’]")
OUTER = {
    "fr": re.compile(r"«\s*([^«»]*?)\s*»"),
    "nl": re.compile(r"‘((?:[^‘’]|’(?=\w))*)’(?!\w)"),
}
"""What stands in the marks that a language's sentences quote with; an apostrophe in a Dutch word is none."""


def with_colon(label) -> str:
    """A label with the colon of the reader's language; as it is where it ends with a sign of its own, such as “?”."""
    said = str(label)
    return said if said.endswith(ENDS) else pgettext("label before what it is", "%(label)s:") % {"label": said}


def within_quotes(text) -> str:
    """A text that is going to stand in quotation marks: its own become “…” where they are the reader's outer ones."""
    marks = OUTER.get((get_language() or "fr")[:2])
    return marks.sub(r"“\1”", str(text)) if marks else str(text)


def fill_in(sentence, data: Mapping[str, Any]) -> str:
    """Fill the %(name)s places of a sentence; what it quotes is set with inner quotation marks."""
    said = str(sentence)
    quoted = {name: within_quotes(data[name]) for name in PLACE.findall(said)}
    return said % _Filled(data, quoted)


class _Filled(dict):
    """Data, of which some is said in other words."""

    def __init__(self, data: Mapping[str, Any], said: dict[str, str]):
        super().__init__(said)
        self.data = data

    def __missing__(self, key: str):
        return self.data[key]
