"""HTML of a mail as plain text, in one pass over it whatever it holds: no image, no style, no script, no address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

LONGEST = 400_000
NAME = re.compile(r"/?[a-z][a-z0-9]*", re.I)
SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
UNSEEN = frozenset({"script", "style", "title", "template", "noscript", "svg", "xml"})
BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4"})
APART = frozenset({"p", "ul", "ol", "table", "blockquote", "pre", "h1", "h2", "h3", "h4"})
RULE = "_" * 32


def html_to_text(html: str) -> str:
    """Return what a reader of the HTML sees, quotations marked with `>`; never longer than the HTML."""
    sheet = Sheet()
    for name, text in tags_with_text(html[:LONGEST]):
        if text:
            sheet.write(text)
        if name:
            sheet.turn(name)
    return sheet.text()[: len(html)]


class Sheet:
    """Lines as they are written, each quoted or not."""

    def __init__(self) -> None:
        self.lines: list[tuple[bool, str]] = []
        self.line: list[str] = []
        self.depth = 0

    def write(self, text: str) -> None:
        """Go on with the line."""
        self.line.append(unescape(text))

    def turn(self, name: str) -> None:
        """Do what a tag means for the lines."""
        kind = name.removeprefix("/")
        if kind == "br":
            self.end()
        if kind in BLOCKS:
            self.end(only_if_written=True)
        if kind in APART:
            self.lines.append((self.depth > 0, ""))
        if kind == "blockquote":
            self.depth = max(0, self.depth + (-1 if name[0] == "/" else 1))
        if name == "hr":
            self.lines.append((self.depth > 0, RULE))
        if name == "li":
            self.line = ["* "]

    def end(self, *, only_if_written: bool = False) -> None:
        """Begin another line."""
        line = SPACE.sub(" ", "".join(self.line)).strip()
        if line or not only_if_written:
            self.lines.append((self.depth > 0, line))
        self.line = []

    def text(self) -> str:
        """All lines, never two empty ones in a row."""
        self.end()
        shown = [(f"> {line}" if line else ">") if quoted else line for quoted, line in self.lines]
        after = [None, *shown[:-1]]
        return "\n".join(line for line, last in zip(shown, after, strict=True) if line not in ("", ">") or line != last)


def tags_with_text(html: str) -> Iterator[tuple[str, str]]:
    """Give each tag by its name with the text before it, in order; comments and what is not shown are left out."""
    at = 0
    while (begins := html.find("<", at)) >= 0:
        name, ends = tag_at(html, begins)
        yield name, html[at:begins] if name else html[at : begins + 1]
        if name in UNSEEN:
            closed = re.compile(f"</{name}", re.I).search(html, max(ends, 0))
            ends = closed.start() if closed and ends >= 0 else -1
        if ends < 0:
            return
        at = ends
    yield "", html[at:]


def tag_at(html: str, begins: int) -> tuple[str, int]:
    """The name of the tag, comment (`!`) or declaration at a place, and where it ends, -1 where it never does."""
    if html.startswith("<!--", begins):
        return "!", position_after(html, "-->", begins)
    found = NAME.match(html, begins + 1)
    if not found and html[begins + 1 : begins + 2] not in ("!", "?"):
        return "", begins + 1
    return (found[0].lower() if found else "!"), position_after(html, ">", begins)


def position_after(html: str, mark: str, begins: int) -> int:
    """Where the text goes on after a mark, -1 where there is none."""
    found = html.find(mark, begins)
    return found + len(mark) if found >= 0 else -1
