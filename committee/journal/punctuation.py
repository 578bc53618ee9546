"""Signs that French and Dutch set differently: the colon after a label, and quotation marks inside others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, pgettext

ENDS = ("?", "!", ".", "…", ":")
PLACE = re.compile(r"[«‘]\u00a0?%\((\w+)\)s\u00a0?[»’]")
NAME = re.compile(r"%\((\w+)\)")
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


def fill_in(sentence, data: Mapping[str, Any], dress: Callable[[str, Any], Any] | None = None) -> str:
    """Fill the %(name)s places of a sentence; what it quotes is set with inner quotation marks.

    `dress` may set what stands in a place, by its name, in other signs: as HTML, where the sentence is HTML.
    """
    said = str(sentence)
    told = {name: data[name] for name in NAME.findall(said)}
    told |= {name: within_quotes(told[name]) for name in PLACE.findall(said)}
    return said % ({name: dress(name, value) for name, value in told.items()} if dress else told)
