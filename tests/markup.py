"""HTML as tests compare it."""

from __future__ import annotations

import re


def on_one_line(html: str) -> str:
    """Return HTML with each tag on one line, as a browser reads it: attributes stand one space apart."""
    return re.sub(r"<[a-zA-Z][^<>]*>", lambda tag: " ".join(tag[0].split()).replace(" >", ">"), html)


def tight(html: str) -> str:
    """Return HTML without the white space that nobody sees: none between tags, none at the ends of an element's text."""
    flat = re.sub(r"\s+", " ", on_one_line(html)).replace("> <", "><")
    return re.sub(r" (?=</)", "", re.sub(r"(<[a-zA-Z][^<>]*>) ", r"\1", flat))
