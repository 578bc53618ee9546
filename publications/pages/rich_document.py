"""The text of a page as plain data for a printed document: paragraphs, headings, lists, quotations, tables, pictures.

A paragraph is a list of runs: words with how they are set and where they lead. No markup is passed on.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

Block = dict[str, Any]
STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
HEADINGS = {"h2": 1, "h3": 2, "h4": 3}


class RichReader(HTMLParser):
    """Reads the rich text of the editor into blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.styles: list[str] = []
        self.lists: list[Block] = []
        self.links: list[str] = []
        self.open: list[dict[str, Any]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block or a style."""
        if tag in ("ul", "ol"):
            self.lists.append({"kind": "list", "ordered": tag == "ol", "items": []})
        elif tag == "p" or tag in HEADINGS or tag == "li":
            self.open = []
        elif tag in STYLES:
            self.styles.append(STYLES[tag])
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        """End it, and keep what it holds."""
        if tag in STYLES and self.styles:
            self.styles.pop()
        elif tag == "a" and self.links:
            self.links.pop()
        elif tag in ("ul", "ol") and self.lists:
            done = self.lists.pop()
            (self.lists[-1]["items"] if self.lists else self.blocks).append(done)
        elif tag == "li" and self.lists and self.open:
            self.lists[-1]["items"].append({"kind": "paragraph", "runs": self.open})
            self.open = None
        elif self.open and (tag == "p" or tag in HEADINGS):
            kind = {"kind": "heading", "level": HEADINGS[tag]} if tag in HEADINGS else {"kind": "paragraph"}
            self.blocks.append({**kind, "runs": self.open})
            self.open = None

    def handle_data(self, data: str) -> None:
        """Words, as they are set."""
        if self.open is not None and data:
            href = self.links[-1] if self.links else ""
            run = {"text": data, "bold": "bold" in self.styles, "italic": "italic" in self.styles, "href": href}
            self.open.append(run)


def blocks_of_html(source: str) -> list[Block]:
    """The blocks of rich text as it is stored."""
    reader = RichReader()
    reader.feed(expand_db_html(source))
    reader.close()
    return reader.blocks


def plain_paragraph(text: str, **style: Any) -> Block:
    """Words without more."""
    return {"kind": "paragraph", "runs": [{"text": text, "bold": False, "italic": False, "href": "", **style}]}


def blocks_of_stream(stream: StreamValue) -> list[Block]:
    """The blocks of the text of a page."""
    return [block for part in stream for block in READERS[part.block_type](part.value)]


def read_section(value: Any) -> list[Block]:
    """A heading and what stands under it."""
    heading = {**plain_paragraph(value["heading"]), "kind": "heading", "level": 1}
    return [heading, *blocks_of_html(value["body"].source)]


def read_quote(value: Any) -> list[Block]:
    """Somebody's words."""
    return [{"kind": "quote", "text": value["text"], "source": value["source"]}]


def read_table(value: Any) -> list[Block]:
    """Rows of words, padded to one width."""
    rows = [[str(cell or "") for cell in row] for row in (value or {}).get("data", [])]
    if not rows:
        return []
    width = max(map(len, rows))
    head = bool(value.get("first_row_is_table_header"))
    padded = [row + [""] * (width - len(row)) for row in rows]
    return [{"kind": "table", "head": head, "rows": padded, "caption": value.get("table_caption") or ""}]


def read_picture(value: Any) -> list[Block]:
    """A picture, by the image that it shows: whoever prints it fetches the file."""
    return [{"kind": "picture", "image": value["image"], "alt": value["alt"], "caption": value["caption"]}]


READERS = {
    "paragraph": lambda value: blocks_of_html(value.source),
    "section": read_section,
    "quote": read_quote,
    "table": read_table,
    "picture": read_picture,
}
