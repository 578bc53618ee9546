"""A story as it is read: entries and posts in one order, a page at a time, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value

from committee.journal.models import Entry, Subject
from committee.journal.subjects import kind_of
from committee.organisations.models import Kind
from committee.people.models import Reader
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Post
from issues.overview.register.filters import spaces_of
from issues.overview.timeline.filters import SITS, Edge, Filters
from issues.overview.timeline.kinds import QUIET, SAID, What, verbs_of, what_of

PAGE = 50
BATCH = 500
ENTRY, POST = 0, 1


@dataclass(frozen=True)
class Row:
    """How many facts of one verb, organisation and lane there are in the period."""

    verb: str
    organisation_id: int | None
    kind: str | None
    space_id: int
    count: int

    def passes(self, filters: Filters, spaces: frozenset[int], but: str = "") -> bool:
        """Whether these facts pass the filters, but for one of them."""
        return (
            (but == "what" or not filters.what or what_of(self.verb) in filters.what)
            and (but == "lane" or not filters.lane or self.space_id in spaces)
            and (but == "bench" or not filters.bench or bool(self.kind and SITS.get(Kind(self.kind)) == filters.bench))
            and (but == "organisation" or filters.organisation in (None, self.organisation_id))
        )


@dataclass
class Page:
    """The facts of a page in their order, entries with `post_pk` and `solution_pk`, and where the next one begins."""

    facts: list[Entry | Post]
    posts: dict[int, Post]
    next: Edge | None


@dataclass
class Story:
    """What a person may know of what happened to one thing, narrowed by filters."""

    person: Reader
    owner: Owner
    filters: Filters

    @cached_property
    def spaces(self) -> frozenset[int]:
        """The spaces of the lane asked for."""
        return frozenset(spaces_of(self.person, self.filters.lane)) if self.filters.lane else frozenset()

    @property
    def known_entries(self) -> QuerySet[Entry]:
        """The entries that the person may know, of the period."""
        left_out = {SAID} if self.filters.reactions else {SAID} | QUIET
        entries = Entry.objects.visible_to(self.person).filter(pk__in=entries_about(self.owner))
        return entries.exclude(verb__in=left_out).filter(self.filters.within("at")).order_by()

    @property
    def known_posts(self) -> QuerySet[Post]:
        """The posts that the person may know, of the period."""
        posts = Post.objects.visible_to(self.person).filter(strand__thread_id=self.owner.thread_id)
        return posts.filter(self.filters.within("written_at")).order_by()

    def entries(self) -> QuerySet[Entry]:
        """The entries that pass every filter."""
        entries = self.known_entries.filter(self.narrowing("space"))
        return entries.filter(verb__in=verbs_of(frozenset(self.filters.what))) if self.filters.what else entries

    def posts(self) -> QuerySet[Post]:
        """The posts that pass every filter."""
        posts = self.known_posts.filter(self.narrowing("strand__space"))
        return posts if not self.filters.what or What.MESSAGES in self.filters.what else posts.none()

    def narrowing(self, space: str) -> Q:
        """The filters that entries and posts share."""
        filters, part = self.filters, Q()
        if filters.lane:
            part &= Q(**{f"{space}__in": self.spaces})
        if filters.bench:
            part &= Q(organisation__kind__in=filters.kinds)
        if filters.organisation:
            part &= Q(organisation=filters.organisation)
        return part

    def rows(self) -> list[Row]:
        """All that is known, counted by verb, organisation and lane; one query."""
        columns = ("organisation", "organisation__kind")
        said = self.known_posts.annotate(verb=Value(SAID)).values_list("verb", *columns, "strand__space")
        told = self.known_entries.values_list("verb", *columns, "space")
        both = told.annotate(n=Count("pk")).union(said.annotate(n=Count("pk")), all=True)
        return [Row(*row) for row in both]

    def keys(self, limit: int, after: Edge | None = None) -> list[Edge]:
        """The moments and identifiers of facts in their order; one query."""
        entries = self.entries().filter(beyond("at", ENTRY, after, self.filters.newest_first))
        posts = self.posts().filter(beyond("written_at", POST, after, self.filters.newest_first))
        both = in_columns(entries, "at", ENTRY).union(in_columns(posts, "written_at", POST), all=True)
        sign = "-" if self.filters.newest_first else ""
        return [Edge(*row) for row in both.order_by(f"{sign}moment", f"{sign}rank", f"{sign}place")[:limit]]

    def page(self, after: Edge | None) -> Page:
        """Fifty facts; four queries."""
        keys = self.keys(PAGE + 1, after)
        facts, posts = self.facts_of(keys[:PAGE])
        return Page(facts, posts, keys[PAGE - 1] if len(keys) > PAGE else None)

    def facts_of(self, keys: list[Edge]) -> tuple[list[Entry | Post], dict[int, Post]]:
        """The facts of some keys, in their order, and every post that one of them speaks of."""
        entries = entries_with_subjects(self.person, [key.number for key in keys if key.rank == ENTRY])
        wanted = {key.number for key in keys if key.rank == POST}
        wanted |= {int(entry.post_pk) for entry in entries.values() if entry.post_pk}
        related = ("author", "organisation", "strand__space")
        visible = Post.objects.visible_to(self.person).select_related(*related).prefetch_related("attachments")
        posts = visible.in_bulk(wanted)
        source = {ENTRY: entries, POST: posts}
        return [source[key.rank][key.number] for key in keys if key.number in source[key.rank]], posts

    def all_facts(self, limit: int) -> Iterator[tuple[Entry | Post, dict[int, Post]]]:
        """The facts in their order up to a limit, read 500 at a time, each with the posts of its batch."""
        keys = self.keys(limit)
        for start in range(0, len(keys), BATCH):
            facts, posts = self.facts_of(keys[start : start + BATCH])
            yield from ((fact, posts) for fact in facts)


def entries_about(owner: Owner) -> QuerySet[Any, Any]:
    """The entries about a thing, and those about what its kind tells with it."""
    code, key = owner.about
    kind = kind_of(code)
    about = Subject.objects.filter(kind=code, key=key).order_by().values("entry")
    others = kind.told_with(key) if kind and kind.told_with else ()
    with_it = [Subject.objects.filter(kind=of, key__in=keys).order_by().values("entry") for of, keys in others]
    return about.union(*with_it, all=True) if with_it else about


def in_columns(facts: QuerySet[Any], moment: str, rank: int) -> QuerySet[Any, Any]:
    """Facts as columns that entries and posts share."""
    columns = {"moment": F(moment), "rank": Value(rank), "place": F("pk")}
    rows: QuerySet[Any, Any] = facts.annotate(**columns)
    return rows.values_list(*columns)


def beyond(moment: str, rank: int, edge: Edge | None, newest_first: bool) -> Q:
    """What comes after an edge, in the order that is asked for."""
    if edge is None:
        return Q()
    way = "lt" if newest_first else "gt"
    part = Q(**{f"{moment}__{way}": edge.moment})
    if rank == edge.rank:
        part |= Q(**{moment: edge.moment, f"pk__{way}": edge.number})
    elif (rank < edge.rank) is newest_first:
        part |= Q(**{moment: edge.moment})
    return part


def entries_with_subjects(person: Reader, keys: list[int]) -> dict[int, Any]:
    """Entries with who acted, and the post and the solution that each is about; one query."""
    named = {
        f"{kind}_pk": Subquery(Subject.objects.filter(entry=OuterRef("pk"), kind=kind).values("key")[:1])
        for kind in ("post", "solution")
    }
    entries: QuerySet[Any] = Entry.objects.visible_to(person).annotate(**named)
    return entries.select_related("actor", "organisation", "space").in_bulk(keys)
