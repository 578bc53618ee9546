"""Keeping the index in step: with the journal, with the editors, or anew from everything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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


def index_entries(entries: Iterable[Entry]) -> None:
    """Bring the rows of what entries say was done to something up to date, those of a kind together; any other entry
    changes nothing.
    """
    changed: dict[str, dict[str, None]] = {}
    for entry in entries:
        code = entry.verb.partition(".")[0]
        keys = [subject.key for subject in entry.subjects.all() if subject.kind == code]
        changed.setdefault(code, {}).update(dict.fromkeys(keys))
    for code, about in changed.items():
        kind = kind_of(code)
        if kind and kind.searched and about:
            index_things(kind, list(about))


@transaction.atomic
def index_things(kind: SubjectKind, keys: Collection[str]) -> None:
    """Bring things up to date, and the space in which what is shown on their pages stands; what is hidden is forgotten."""
    things = list(kind.searched(keys)) if kind.searched else []
    store_rows([row_of(kind.code, thing) for thing in things if not thing.is_hidden])
    drop_rows(kind.code, [thing.key for thing in things if thing.is_hidden])
    for thing in things if kind.threads else ():
        shown = SearchRow.objects.filter(page_kind=kind.code, page_key=thing.key).exclude(kind=kind.code)
        shown.update(within=thing.space_id)


@transaction.atomic
def index_page(page: Page) -> None:
    """Bring a public page of whatever kind up to date; one that is not public is found no more."""
    row = row_of_page(page.specific)
    if row:
        store_rows([row])
    else:
        drop_rows(PAGE, [str(page.pk)])


def forget_page(page: Page) -> None:
    """Let a page be found no more: it was taken down or is being deleted."""
    drop_rows(PAGE, [str(page.pk)])


def store_rows(rows: list[SearchRow]) -> None:
    """Store rows in place of those of the same things: these keep their place among the newest, the others come together."""
    learn_stems(rows)
    there = SearchRow.objects.filter(kind__in={row.kind for row in rows}, key__in=[row.key for row in rows])
    known = {(kind, key): pk for pk, kind, key in there.values_list("pk", "kind", "key")}
    for row in rows:
        if pk := known.get((row.kind, row.key)):
            SearchRow.objects.filter(pk=pk).update(**{name: getattr(row, name) for name in FACTS})
    new = [row for row in rows if (row.kind, row.key) not in known]
    SearchRow.objects.bulk_create(new, update_conflicts=True, unique_fields=["kind", "key"], update_fields=FACTS)


def drop_rows(kind: str, keys: list[str]) -> None:
    """Drop the rows of things of a kind."""
    if keys:
        SearchRow.objects.filter(kind=kind, key__in=keys).delete()


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
