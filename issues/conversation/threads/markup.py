"""Markdown into the safe HTML that is stored beside every text, and HTML that stands fifty times on a page."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from committee.privacy.signs import tidy_signs

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "s", "table"}
TAGS |= {"thead", "tbody", "tr", "th", "td", "hr", "span"}
ATTRIBUTES = {"a": {"href", "data-ref"}, "ol": {"start"}}
CLASSES = {"a": {"ref"}, "span": {"call"}}


@dataclass(frozen=True)
class Named:
    """A piece of a text, from `start` to `end`, that names somebody or something: the tag to put around it."""

    start: int
    end: int
    tag: str
    attributes: tuple[tuple[str, str], ...]


Finder = Callable[..., Iterable[Named]]
"""Finds what a piece of plain text names, in order and without overlap; `quoted` says whether another says it."""


@lru_cache(maxsize=1)
def markdown_parser() -> MarkdownIt:
    """The CommonMark parser, without raw HTML and without images, which would be requests to other hosts."""
    plain = {"html": False, "linkify": True, "breaks": True, "typographer": False}
    made = MarkdownIt("commonmark", plain).enable(["linkify", "table", "strikethrough"]).disable("image")
    made.core.ruler.push("named", tag_names)
    return made


def render_markdown(text: str, find: Finder | None = None) -> str:
    """Return safe HTML for a member's Markdown: headings start at level 3, links carry no referrer.

    What `find` finds in plain words, outside code and links, is tagged.
    """
    html = re.sub(r"<(/?)h[1-6]>", r"<\1h4>", markdown_parser().render(tidy_signs(text), {"find": find}))
    schemes = {"https", "http", "mailto"}
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=schemes)


def tag_names(state: StateCore) -> None:
    """Tag what is named, in the parsed text."""
    find: Any = state.env.get("find")
    quotes = 0
    for block in state.tokens if find else ():
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(block.type, 0)
        if block.type == "inline":
            block.children = list(tag_text(block.children or (), partial(find, quoted=bool(quotes))))


def tag_text(tokens: Iterable[Token], find: Callable[[str], Iterable[Named]]) -> Iterator[Token]:
    """The tokens of a line with what is named in its plain words, none within a link."""
    links = 0
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not links:
            yield from named_pieces(unicodedata.normalize("NFC", token.content), find)
        else:
            yield token


def named_pieces(text: str, find: Callable[[str], Iterable[Named]]) -> Iterator[Token]:
    """A plain text in pieces, each named one in its tag."""
    at = 0
    for one in find(text):
        yield Token("text", "", 0, content=text[at : one.start])
        yield Token(f"{one.tag}_open", one.tag, 1, attrs=dict(one.attributes))
        yield Token("text", "", 0, content=text[one.start : one.end])
        yield Token(f"{one.tag}_close", one.tag, -1)
        at = one.end
    yield Token("text", "", 0, content=text[at:])


def excerpt(text: str, length: int = 160) -> str:
    """Return the beginning of a text on one line, without Markdown signs, at most `length` characters."""
    line = " ".join(re.sub(r"[*_`>#\[\]]+", "", text).split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + "…"
