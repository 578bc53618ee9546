"""Markdown into the safe HTML that is stored beside every text, and HTML that stands fifty times on a page."""

import re
from functools import lru_cache

import nh3
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "s", "table"}
TAGS |= {"thead", "tbody", "tr", "th", "td", "hr"}


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The CommonMark parser, without raw HTML and without images, which would be requests to other hosts."""
    plain = {"html": False, "linkify": True, "breaks": True, "typographer": False}
    return MarkdownIt("commonmark", plain).enable(["linkify", "table", "strikethrough"]).disable("image")


def rendered(text: str) -> str:
    """Return safe HTML for a member's Markdown: headings start at level 3, links carry no referrer."""
    html = re.sub(r"<(/?)h[1-6]>", r"<\1h4>", parser().render(text))
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"})


def excerpt(text: str, length: int = 160) -> str:
    """Return the beginning of a text on one line, without Markdown signs, at most `length` characters."""
    line = " ".join(re.sub(r"[*_`>#\[\]]+", "", text).split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + "…"


def filled(name: str, **values) -> SafeString:
    """Fill `templates/issues/<name>.html`, a file with {places}; every value that is not safe HTML is escaped.

    Django's template language costs ten times as much for each place. The files hold no logic: what is optional
    arrives as a piece of safe HTML, empty or not.
    """
    return format_html(source(name), **values)


@lru_cache(maxsize=8)
def source(name: str) -> str:
    """The text of a template, read once."""
    return get_template(f"issues/{name}.html").template.source.strip()
