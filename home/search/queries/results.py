"""Answering what somebody typed: at most seven queries, whatever is found and however much there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q
from django.utils.safestring import SafeString
from wagtail.models import Page

from committee.access.lanes import SHORT, Lane
from committee.access.standing import standing_of
from committee.journal.subjects import address_found, kinds_with, reference_of
from committee.people.models import Reader
from home.search.highlighting import Span, excerpt, find_hits, highlight_text
from home.search.models import PAGE, SearchRow, SearchRowQuerySet
from home.search.queries.similar import nearest_problems
from home.search.search_query import IndexQuery
from home.search.text import Query, parse_query
from home.search.vocabulary import Known, look_up_terms
from issues.problems.records.subject import PROBLEM

PER_PAGE = 20
MOST = 500
SUGGESTED = 5


@dataclass(frozen=True)
class Found:
    """A thing found, as the page shows it. `lane` is empty for what is public; `code` is the reference of its page."""

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


class Count(NamedTuple):
    """How many there are; `more` where there may be more than were counted."""

    number: int
    more: bool = False


class Place(NamedTuple):
    """Where a thing was found: the key of its row, its kind, and the page that it is shown on."""

    pk: int
    kind: str
    page: str


@dataclass(frozen=True)
class Results:
    """One page of what was found. `count` is exact up to 500; `more` says that there is more than that.

    `counts` says the same of each kind, or of the one kind that was asked for.
    """

    rows: tuple[Found, ...] = ()
    count: int = 0
    more: bool = False
    page: int = 1
    pages: int = 1
    counts: dict[str, Count] = field(default_factory=dict)


def codes_found() -> list[str]:
    """The kinds that can be found, in the order in which they are offered: cases first, public pages last."""
    return [*(kind.code for kind in reversed(kinds_with("searched"))), PAGE]


def search(person: Reader, words: str, *, kind: str = "", page: int = 1) -> Results:
    """What a person may read and that holds every word, titles first, then the newest."""
    query = parse_query(words)
    kind = kind if kind in codes_found() else ""
    keys = ranked_places(person, query, kind) if query else []
    shown = keys[:MOST]
    pages = max(1, -(-len(shown) // PER_PAGE))
    page = min(max(page, 1), pages)
    found = result_rows(person, shown[(page - 1) * PER_PAGE : page * PER_PAGE], query)
    return Results(found, len(shown), len(keys) > MOST, page, pages, counts_of(keys, kind) if query else {})


def near_matches(person: Reader, words: str) -> tuple[Found, ...]:
    """At most five problems that hold some of the words, or words one letter away, for when nothing holds them all."""
    references = nearest_problems(person, words, SUGGESTED, ask=2)
    rows = {row.key: row for row in SearchRow.objects.visible_to(person).filter(kind=PROBLEM.code, key__in=references)}
    return rows_for_page(person, [rows[key] for key in references if key in rows], rows, parse_query(words))


def readable_rows(person: Reader, asked: IndexQuery) -> SearchRowQuerySet[SearchRow]:
    """The rows that a person reads, of the kind that a question names."""
    rows = SearchRow.objects.visible_to(person)
    return rows.filter(kind=asked.kind) if asked.kind else rows


def ranked_places(person: Reader, query: Query, kind: str) -> list[Place]:
    """Where at most 501 things stand that hold every word: those whose title does, then the newest.

    At most five queries, mostly two or three. The database is asked for the newest rows only, as far back as the
    frequency of the words makes enough of them sure.
    """
    known = look_up_terms(query.terms)
    asked = asked_of(person, query, known, kind)
    if not asked:
        return []
    titled = newest_matches(person, known.bounded(asked, MOST, titles=True), "title_stems")
    found = widen_until_full(person, known, asked) if len(titled) <= MOST else []
    return list(dict.fromkeys([*titled, *found]))[: MOST + 1]


def widen_until_full(person: Reader, known: Known, asked: IndexQuery) -> list[Place]:
    """The newest rows that answer: asked of few rows, then of as many as these few promise, then of all."""
    narrow = known.bounded(asked, MOST)
    found = newest_matches(person, narrow, "stems")
    if len(found) <= MOST and narrow.since and found:
        narrow = narrow.back_to(narrow.last - (narrow.last - narrow.since) * 2 * MOST // len(found))
        found = newest_matches(person, narrow, "stems")
    return found if len(found) > MOST or not narrow.since else newest_matches(person, asked, "stems")


def asked_of(person: Reader, query: Query, known: Known, kind: str = "") -> IndexQuery:
    """A question in the words of the index; False where a word stands in no text at all."""
    spaces = tuple(sorted(standing_of(person).readable_ids))
    return IndexQuery(tuple(known.forms(term) for term in query.terms), kind=kind, spaces=spaces, last=known.last)


def newest_matches(person: Reader, asked: IndexQuery, column: str) -> list[Place]:
    """At most 501 rows that answer, newest first.

    The sum keeps PostgreSQL from walking its keys backwards, which it would do for a word that it thinks frequent.
    """
    order = ("-at", "-pk") if column == "title_stems" else ((F("pk") + 0).desc(),)
    rows = readable_rows(person, asked).filter(**{f"{column}__match": asked}).order_by(*order)
    return [Place(*row) for row in rows.values_list("pk", "kind", "page_key")[: MOST + 1]]


def counts_of(keys: list[Place], kind: str) -> dict[str, Count]:
    """How many things of each kind were found; at least so many, where more was found than is shown."""
    more = len(keys) > MOST
    kinds = [kind] if kind else codes_found()
    return {one: Count(sum(place.kind == one for place in keys[:MOST]), more) for one in kinds}


def result_rows(person: Reader, places: list[Place], query: Query) -> tuple[Found, ...]:
    """Rows as the page shows them, each with the title and the address of its page; at most two queries."""
    by_key, owners = rows_at(person, places)
    rows = [by_key[place.pk] for place in places if place.pk in by_key]
    return rows_for_page(person, rows, owners, query)


def rows_for_page(
    person: Reader, rows: list[SearchRow], owners: dict[tuple[str, str], SearchRow], query: Query
) -> tuple[Found, ...]:
    """Rows as the page shows them; one query where public pages are among them."""
    pages = addresses_of_pages(rows)
    lanes = {space.pk: space.lane for space in standing_of(person).readable}
    found = []
    for row in rows:
        url = pages.get(row.key, "") if row.kind == PAGE else address_found(row.kind, row.key)
        titled = owners.get((row.page_kind, row.page_key), row)
        if url or row.kind != PAGE:
            found.append(row_for_page(row, titled, url, lanes.get(row.space_id or 0, ""), query))
    return tuple(found)


def rows_at(person: Reader, places: list[Place]) -> tuple[dict[int, SearchRow], dict[tuple[str, str], SearchRow]]:
    """The rows of places by key, and by kind and key the rows of the things on whose pages others stand; one query."""
    if not places:
        return {}, {}
    owning = [kind.code for kind in kinds_with("searched", "threads")]
    about = {place.page for place in places if place.kind not in (*owning, PAGE)}
    wanted = Q(pk__in=[place.pk for place in places]) | Q(kind__in=owning, key__in=about)
    rows = list(SearchRow.objects.visible_to(person).filter(wanted))
    return {row.pk: row for row in rows}, {(row.kind, row.key): row for row in rows if row.kind in owning}


def addresses_of_pages(rows: list[SearchRow]) -> dict[str, str]:
    """The addresses of the public pages among rows, as they are now; one query, none without pages."""
    keys = [row.key for row in rows if row.kind == PAGE]
    return {str(page.pk): page.get_url() or "" for page in Page.objects.live().filter(pk__in=keys)} if keys else {}


def row_for_page(row: SearchRow, titled: SearchRow, url: str, lane: str, query: Query) -> Found:
    """One row as the page shows it, under the title of the page that it stands on."""
    title, title_language = titled.title_here
    text, language, spans = matching_text(row, query)
    return Found(
        kind=row.kind,
        key=row.key,
        code=reference_of(row.page_kind, row.page_key),
        url=url,
        title=highlight_text(title or row.page_key, query),
        title_language=title_language,
        excerpt=excerpt(text, spans),
        language=language,
        lane=lane,
        lane_label=str(SHORT[Lane(lane)]) if lane else "",
        at=row.at,
    )


def matching_text(row: SearchRow, query: Query) -> tuple[str, str, list[Span]]:
    """The text of a row that holds words looked for, its language, and where they stand; its own text first."""
    spans = find_hits(row.body, query)
    others = [] if spans or not row.body_other else find_hits(row.body_other, query)
    return (row.body_other, row.other_language, others) if others else (row.body, row.language, spans)
