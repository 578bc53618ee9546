"""Keeping the index in step: with the journal, with the editors, or anew from everything."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from heapq import merge
from itertools import islice
from operator import attrgetter

from django.db import transaction
from wagtail.models import Page

from committee.journal.models import Entry
from committee.journal.subjects import SubjectKind, kind_of, kinds_with
from home.search.actions.counting import count_stems, learn_stems
from home.search.index_rows import row_of, row_of_page
from home.search.models import PAGE, SearchRow

BATCH = 500
FACTS = [field.attname for field in SearchRow._meta.concrete_fields if field.name not in ("id", "kind", "key")]


def index_entry(entry: Entry) -> None:
    """Bring the rows of what an entry says was done to something up to date; any other entry changes nothing."""
    kind = kind_of(entry.verb.partition(".")[0])
    keys = [subject.key for subject in entry.subjects.all() if kind and subject.kind == kind.code]
    if kind and kind.searched and keys:
        index_things(kind, keys)


@transaction.atomic
def index_things(kind: SubjectKind, keys: Collection[str]) -> None:
    """Bring things up to date, and the space in which what is shown on their pages stands; what is hidden is forgotten."""
    for thing in kind.searched(keys) if kind.searched else ():
        keep_or_forget(None if thing.is_hidden else row_of(kind.code, thing), kind.code, thing.key)
        if kind.threads:
            shown = SearchRow.objects.filter(page_kind=kind.code, page_key=thing.key).exclude(kind=kind.code)
            shown.update(within=thing.space_id)


@transaction.atomic
def index_page(page: Page) -> None:
    """Bring a public page of whatever kind up to date; one that is not public is found no more."""
    keep_or_forget(row_of_page(page.specific), PAGE, str(page.pk))


def forget_page(page: Page) -> None:
    """Let a page be found no more: it was taken down or is being deleted."""
    drop_row(PAGE, str(page.pk))


def keep_or_forget(row: SearchRow | None, kind: str, key: str) -> None:
    """Keep a row, or drop what is known of a thing that must not be found."""
    if row:
        store_row(row)
    else:
        drop_row(kind, key)


def store_row(row: SearchRow) -> None:
    """Store a row in place of the one of the same thing."""
    learn_stems([row])
    facts = {name: getattr(row, name) for name in FACTS}
    SearchRow.objects.update_or_create(kind=row.kind, key=row.key, defaults=facts)


def drop_row(kind: str, key: str) -> None:
    """Drop the row of a thing."""
    SearchRow.objects.filter(kind=kind, key=key).delete()


@transaction.atomic
def rebuild_index() -> int:
    """Forget every row and make all of them again, in one transaction. Returns how many there are."""
    SearchRow.objects.all().delete()
    known = 0
    for batch in row_batches(merge(*all_rows(), key=attrgetter("at"))):
        known += len(SearchRow.objects.bulk_create(batch))
    count_stems()
    return known


def all_rows() -> list[Iterator[SearchRow]]:
    """The rows of all that may be found, each kind in the order of time."""
    public = (row for page in Page.objects.live().specific().order_by("pk") if (row := row_of_page(page)))
    return [*(rows_of(kind) for kind in kinds_with("searched")), iter(sorted(public, key=attrgetter("at")))]


def rows_of(kind: SubjectKind) -> Iterator[SearchRow]:
    """The rows of all things of a kind that may be found."""
    found = kind.searched(None) if kind.searched else ()
    return (row_of(kind.code, thing) for thing in found if not thing.is_hidden)


def row_batches(rows: Iterator[SearchRow]) -> Iterator[list[SearchRow]]:
    """Cut a stream into lists of 500."""
    while batch := list(islice(rows, BATCH)):
        yield batch
