"""HTML of a mail as plain text, in one pass over it whatever it holds: no image, no style, no script.

What its layout says is said in signs: the cells of a row stand apart, items have their numbers, a link its address, and
what was struck through is marked. What comes in is read so, and the text of what leaves is made so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

LONGEST = 400_000
LONGEST_TAG = 2_000
NAME = re.compile(r"/?[a-z][a-z0-9]*", re.I)
SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
BREAKABLE = re.compile(r"[ \t\r\n\f]+")
"""The same but for no-break spaces, which our own texts hold where they belong."""
UNSEEN = frozenset({"script", "style", "title", "template", "noscript", "svg", "xml"})
BLOCKS = frozenset(
    "p div li ul ol dl dt dd tr table caption blockquote pre hr h1 h2 h3 h4 h5 h6 address article aside center figure "
    "figcaption fieldset footer form header main nav section".split()
)
APART = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
STRUCK = frozenset({"s", "strike", "del"})
HIDDEN = re.compile(r"<[a-z][a-z0-9]*\s+hidden[\s>]", re.I)
LONE_MARK = re.compile(r"^>\n(?=\n)|(?<=\n\n)>\n(?=>)", re.M)
"""A mark of nothing, at the end or at the beginning of a quotation."""
VALUE = r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
LINK = re.compile(r"\shref" + VALUE, re.I)
START = re.compile(r"\sstart\s*=\s*[\"']?(\d{1,4})\b", re.I)
PARTED = " | "
RULE = "_" * 32


def html_to_text(html: str, *, longest: int = LONGEST, space: re.Pattern[str] = SPACE) -> str:
    """Return what a reader of the HTML sees, quotations marked with `>`; never longer than the HTML.

    What `space` finds is one space.
    """
    sheet = Sheet(space)
    for name, text, tag in tags_with_text(html[:longest]):
        if text:
            sheet.write(text)
        if name:
            sheet.turn(name, tag)
    return sheet.text()[: len(html)]


class Sheet:
    """Lines as they are written, each quoted or not."""

    def __init__(self, space: re.Pattern[str] = SPACE) -> None:
        self.space = space
        self.lines: list[tuple[bool, str]] = []
        self.line: list[str] = []
        self.depth = 0
        self.lists: list[int | None] = []
        self.rows: list[list[int]] = []
        self.link: tuple[str, int, int] | None = None

    def write(self, text: str) -> None:
        """Go on with the line."""
        self.line.append(unescape(text))

    def turn(self, name: str, tag: str = "") -> None:
        """Do what a tag means for the lines."""
        kind = name.removeprefix("/")
        if kind == "br":
            self.end()
        if kind in BLOCKS or kind in CELLS:
            self.end(only_if_written=True)
        if kind in ("table", "tr", *CELLS):
            self.turn_row(name)
        if kind in APART:
            self.lines.append((self.depth > 0, ""))
        if kind == "blockquote":
            self.depth = max(0, self.depth + (-1 if name[0] == "/" else 1))
        if name == "hr":
            self.lines.append((self.depth > 0, RULE))
        if kind in ("ol", "ul", "li"):
            self.turn_list(name, tag)
        if name[0] == "/" and kind in STRUCK and self.line[-1:] == ["~~"]:
            self.line.pop()
        elif kind in STRUCK:
            self.line.append("~~")
        if kind == "a":
            self.turn_link(name, tag)

    def turn_list(self, name: str, tag: str) -> None:
        """Number the items of an ordered list from where it begins, and mark those of another."""
        if name in ("ol", "ul"):
            found = START.search(tag)
            self.lists.append((int(found[1]) if found else 1) if name == "ol" else None)
        elif name == "li":
            number = self.lists[-1] if self.lists else None
            self.line = ["* " if number is None else f"{number}. "]
            if number is not None:
                self.lists[-1] = number + 1
        elif name in ("/ol", "/ul") and self.lists:
            self.lists.pop()

    def turn_link(self, name: str, tag: str) -> None:
        """Say where a link leads, behind its words, where it is not said by them."""
        if name == "a":
            found = LINK.search(tag)
            url = unescape(next((value for value in found.groups() if value), "")) if found else ""
            self.link = (url, len(self.lines), len(self.line)) if url.startswith(("http://", "https://")) else None
        elif self.link:
            url, line, begins = self.link
            words = "".join(self.line[begins:]) if line == len(self.lines) else ""
            if words.strip() and "://" not in words and not words.strip().startswith("www."):
                self.line.append(f" ({url})")
            self.link = None

    def turn_row(self, name: str) -> None:
        """Put the cells of a row on one line, where each holds no more than one."""
        if name == "table":
            self.rows.append([])
        elif self.rows and name in CELLS:
            self.rows[-1].append(len(self.lines))
        elif self.rows and name in ("tr", "/tr", "/table"):
            self.join_row(self.rows[-1])
            self.rows[-1] = []
            if name == "/table":
                self.rows.pop()

    def join_row(self, begins: list[int]) -> None:
        """Join the lines from where each cell begins; a row of long cells lays a page out, and stays in lines."""
        if len(begins) < 2 or len(self.lines) - begins[0] > 5 * len(begins):
            return
        cells = [
            [line for _quoted, line in self.lines[start:end] if line]
            for start, end in pairwise([*begins, len(self.lines)])
        ]
        if all(len(cell) < 2 for cell in cells):
            quoted = self.depth > 0
            joined = PARTED.join("".join(cell) for cell in cells).rstrip(" |")
            self.lines[begins[0] :] = [(quoted, joined)] if joined else []

    def end(self, *, only_if_written: bool = False) -> None:
        """Begin another line."""
        line = self.space.sub(" ", "".join(self.line))
        line = "-- " if line.lstrip() == "-- " else line.strip()
        if line or not only_if_written:
            self.lines.append((self.depth > 0, line))
        self.line = []

    def text(self) -> str:
        """All lines, never two empty ones in a row."""
        self.end()
        shown = [(f"> {line}" if line else ">") if quoted else line for quoted, line in self.lines]
        after = [None, *shown[:-1]]
        said = "\n".join(line for line, last in zip(shown, after, strict=True) if line not in ("", ">") or line != last)
        return LONE_MARK.sub("", said)


def tags_with_text(html: str) -> Iterator[tuple[str, str, str]]:
    """Give each tag by its name with the text before it and its source, in order; what is not shown is left out."""
    at = 0
    while (begins := html.find("<", at)) >= 0:
        name, ends = tag_at(html, begins)
        yield name, html[at:begins] if name else html[at : begins + 1], html[begins : min(ends, begins + LONGEST_TAG)]
        if name in UNSEEN or HIDDEN.match(html, begins):
            closed = re.compile(f"</{name}", re.I).search(html, max(ends, 0))
            ends = closed.start() if closed and ends >= 0 else -1
        if ends < 0:
            return
        at = ends
    yield "", html[at:], ""


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
