"""Answering what somebody typed: at most five queries, whatever is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from wagtail.models import Page

from committee.access.lanes import SHORT, Lane
from committee.access.standing import standing_of
from committee.journal.addresses import address_of
from home.search.marks import Span, excerpt, highlighted, hits
from home.search.models import Kind, SearchRow
from home.search.text import Query, composed, parsed

PER_PAGE = 20
MOST = 500
REFERENCE = re.compile(r"\s*(?:CO\s*[-–.\s/]?\s*)?(\d{4})\s*[-–.\s/]\s*(\d{1,6})\s*\Z", re.I | re.A)


@dataclass(frozen=True)
class Found:
    """A thing found, as the page shows it. `lane` is empty for what is public; `code` is a problem's reference."""

    kind: str
    key: str
    code: str
    url: str
    title: SafeString
    title_language: str
    excerpt: SafeString
    language: str
    lane: str
    lane_label: str
    at: datetime


@dataclass(frozen=True)
class Results:
    """One page of what was found. `count` is exact up to 500; `more` says that there is more than that."""

    rows: tuple[Found, ...] = ()
    count: int = 0
    more: bool = False
    page: int = 1
    pages: int = 1


def reference_in(words: str) -> str:
    """The reference that somebody typed and nothing else, such as CO-2026-0042 for “2026-42”; empty otherwise."""
    found = REFERENCE.match(composed(words))
    return f"CO-{found[1]}-{int(found[2]):04d}" if found else ""


def search(person, words: str, *, kind: str = "", page: int = 1) -> Results:
    """What a person may read and that holds every word, titles first, then the newest."""
    query = parsed(words)
    rows = SearchRow.objects.visible_to(person)
    rows = rows.filter(kind=kind) if kind in Kind.values else rows
    keys = ranked(rows, query) if query else []
    known = keys[:MOST]
    pages = max(1, -(-len(known) // PER_PAGE))
    page = min(max(page, 1), pages)
    here = known[(page - 1) * PER_PAGE : page * PER_PAGE]
    by_key = rows.in_bulk(here) if here else {}
    found = presented(person, [by_key[key] for key in here if key in by_key], query)
    return Results(found, len(known), len(keys) > MOST, page, pages)


def ranked(rows, query: Query) -> list[int]:
    """The primary keys of at most 501 rows that hold every word: those whose title does, then the newest; two queries.

    Texts are taken in the order of their keys, which grow with time: the database stops as soon as it has enough,
    however common the word. Titles are few, and are sorted by date: that keeps a database from trying the same there.
    """
    titled = rows.filter(title_stems__match=query).order_by("-at", "-pk")
    found = rows.filter(stems__match=query).order_by("-pk")
    keys = [key for some in (titled, found) for key in some.values_list("pk", flat=True)[: MOST + 1]]
    return list(dict.fromkeys(keys))[: MOST + 1]


def presented(person, rows: list[SearchRow], query: Query) -> tuple[Found, ...]:
    """Rows as the page shows them, each with the title and the address of its page."""
    problems, pages = problems_of(person, rows), addresses_of_pages(rows)
    lanes = {space.pk: space.lane for space in standing_of(person).readable}
    found = []
    for row in rows:
        url = pages.get(row.key, "") if row.kind == Kind.PAGE else address_of(row.page_kind, row.page_key)
        titled = problems.get(row.page_key, row) if row.kind == Kind.POST else row
        if url or row.kind != Kind.PAGE:
            found.append(as_found(row, titled, url, lanes.get(row.space_id, ""), query))
    return tuple(found)


def problems_of(person, rows: list[SearchRow]) -> dict[str, SearchRow]:
    """The rows of the problems on whose pages posts stand; one query, none without posts."""
    keys = {row.page_key for row in rows if row.kind == Kind.POST}
    known = SearchRow.objects.visible_to(person).filter(kind=Kind.PROBLEM, key__in=keys)
    return {row.key: row for row in known} if keys else {}


def addresses_of_pages(rows: list[SearchRow]) -> dict[str, str]:
    """The addresses of the public pages among rows, as they are now; one query, none without pages."""
    keys = [row.key for row in rows if row.kind == Kind.PAGE]
    return {str(page.pk): page.get_url() or "" for page in Page.objects.live().filter(pk__in=keys)} if keys else {}


def as_found(row: SearchRow, titled: SearchRow, url: str, lane: str, query: Query) -> Found:
    """One row as the page shows it, under the title of the page that it stands on."""
    title, title_language = titled.title_here
    text, language, spans = telling(row, query)
    return Found(
        kind=row.kind,
        key=row.key,
        code=row.page_key if row.page_kind == Kind.PROBLEM else "",
        url=f"{url}#post-{row.key}" if url and row.kind == Kind.POST else url,
        title=highlighted(title or row.page_key, query),
        title_language=title_language,
        excerpt=excerpt(text, spans),
        language=language,
        lane=lane,
        lane_label=SHORT[Lane(lane)] if lane else "",
        at=row.at,
    )


def telling(row: SearchRow, query: Query) -> tuple[str, str, list[Span]]:
    """The text of a row that holds words looked for, its language, and where they stand; its own text first."""
    spans = hits(row.body, query)
    others = [] if spans or not row.body_other else hits(row.body_other, query)
    return (row.body_other, row.other_language, others) if others else (row.body, row.language, spans)
