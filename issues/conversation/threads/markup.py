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


PLAIN = frozenset({"text", "softbreak", "hardbreak"})
Finder = Callable[..., Iterable[Named]]
"""Finds what a piece of plain text names, in order and without overlap; `quoted` says whether another says it."""


@lru_cache(maxsize=1)
def markdown_parser() -> MarkdownIt:
    """The CommonMark parser, without raw HTML and without images, which would be requests to other hosts.

    Nor with link reference definitions: a line “[Ixelles]: d’accord” is said, and would be shown to nobody.
    """
    plain = {"html": False, "linkify": True, "breaks": True, "typographer": False}
    made = MarkdownIt("commonmark", plain).enable(["linkify", "table", "strikethrough"]).disable(["image", "reference"])
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
    """The tokens of a paragraph with what is named in its plain words, none within a link; a name may go on over a line."""
    links = 0
    plain: list[Token] = []
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type in PLAIN and not links:
            plain.append(token)
        else:
            yield from named_pieces(plain, find)
            plain = []
            yield token
    yield from named_pieces(plain, find)


def named_pieces(tokens: list[Token], find: Callable[[str], Iterable[Named]]) -> Iterator[Token]:
    """Plain words with their breaks in pieces, each named one in its tag."""
    text = "".join(unicodedata.normalize("NFC", token.content) if token.type == "text" else "\n" for token in tokens)
    breaks = [token for token in tokens if token.type != "text"]
    at = 0
    for one in find(text) if text else ():
        yield from broken_again(text[at : one.start], breaks)
        yield Token(f"{one.tag}_open", one.tag, 1, attrs=dict(one.attributes))
        yield from broken_again(text[one.start : one.end], breaks)
        yield Token(f"{one.tag}_close", one.tag, -1)
        at = one.end
    yield from broken_again(text[at:], breaks)


def broken_again(text: str, breaks: list[Token]) -> Iterator[Token]:
    """A text with the next of the breaks where each stood."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield breaks.pop(0)
        yield Token("text", "", 0, content=line)


def excerpt(text: str, length: int = 160) -> str:
    """Return the beginning of a text on one line, without Markdown signs but those meant as such, at most `length` long."""
    line = " ".join(re.sub(r"\\([^\w\s])|[*_`>#\[\]]+", r"\1", text).split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + "…"
