"""Excerpts: the part of a text that answers, with the words found marked, safe to show."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from home.search.text import Query, compounds_in, words_in

LENGTH = 240
LEAD = 60
READ = 50_000
Span = tuple[int, int]


def find_hits(text: str, query: Query) -> list[Span]:
    """Where the words looked for stand in the first 50,000 characters of a composed text."""
    read = text[:READ]
    whole = [found.span() for found in compounds_in(read) if query.matches(found.group())]
    words = [found.span() for found in words_in(read) if query.matches(found.group())]
    inside = {place for span in whole for place in range(*span)}
    return sorted([*whole, *(span for span in words if span[0] not in inside)]) if whole else words


def mark_spans(text: str, spans: list[Span]) -> SafeString:
    """Escape a text and mark some places of it."""
    parts, done = [], 0
    for start, end in spans:
        parts += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    return mark_safe("".join([*parts, escape(text[done:])]))


def highlight_text(text: str, query: Query) -> SafeString:
    """A whole short text with the words found marked."""
    return mark_spans(text, find_hits(text, query))


def excerpt(text: str, spans: list[Span]) -> SafeString:
    """About 240 characters where most of the words found stand together; the beginning where there are none."""
    start = excerpt_start(text, densest_span(spans))
    end = excerpt_end(text, start)
    inside = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
    body = mark_spans(text[start:end], inside)
    return mark_safe(f"{'… ' if start else ''}{body}{' …' if end < len(text) else ''}")


def densest_span(spans: list[Span]) -> int:
    """The place of the first word of the closest company; 0 where nothing was found."""
    if not spans:
        return 0
    return max(spans, key=lambda one: (sum(one[0] <= a < one[0] + LENGTH - LEAD for a, _b in spans), -one[0]))[0]


def excerpt_start(text: str, hit: int) -> int:
    """Where to begin, so that some words stand before the one found: the start of a word."""
    if hit <= LEAD:
        return 0
    space = text.find(" ", hit - LEAD, hit)
    return space + 1 if space >= 0 else hit


def excerpt_end(text: str, start: int) -> int:
    """Where to stop: the end of a word."""
    if len(text) - start <= LENGTH:
        return len(text)
    space = text.rfind(" ", start + LEAD, start + LENGTH)
    return space if space > 0 else start + LENGTH
