"""Pages of posts: from the end, around a post, or beyond one, in the lanes that a person reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from issues.threads.models import Post, ReadMark, Strand

PAGE = 50
LIGHT = ("change", "key", "strand_id", "number", "author_id", "written_at")


@dataclass(frozen=True)
class Place:
    """Where a page begins: before or after a post (its identifier), or around one (its key); else at the end."""

    before: int | None = None
    after: int | None = None
    around: str = ""

    @property
    def is_end(self) -> bool:
        """Whether this is the newest page."""
        return self == Place()


@dataclass
class Reading:
    """A page of posts, oldest first, with identifiers for the pages before and after it, None where there is none."""

    posts: list[Post]
    older: int | None
    newer: int | None
    strands: dict[int, Strand] = field(default_factory=dict)


def page_of_posts(person, thread_id: int, place: Place) -> tuple[list[Post], int | None, int | None]:
    """At most 50 posts of a thread at a place, oldest first, with where the pages before and after begin."""
    posts = Post.objects.visible_to(person).filter(strand__thread_id=thread_id).only(*LIGHT)
    edge = edge_of(posts, place)
    if edge is None:
        return page_before(posts, None)
    if place.after:
        return page_after(posts, edge)
    if place.before:
        return page_before(posts, edge)
    return page_around(posts, edge)


def edge_of(posts, place: Place) -> Post | None:
    """The post at which a place is fixed, or None at the end or where there is no such post."""
    if place.around:
        return posts.filter(key=place.around).first()
    pk = place.before or place.after
    return posts.filter(pk=pk).first() if pk else None


def earlier(edge: Post) -> Q:
    """What was written before a post."""
    return Q(written_at__lt=edge.written_at) | Q(written_at=edge.written_at, pk__lt=edge.pk)


def later(edge: Post) -> Q:
    """What was written after a post."""
    return Q(written_at__gt=edge.written_at) | Q(written_at=edge.written_at, pk__gt=edge.pk)


def page_before(posts, edge: Post | None, size: int = PAGE):
    """The page that ends before a post, or at the end."""
    reach = posts.filter(earlier(edge)) if edge else posts
    found = list(reach.order_by("-written_at", "-pk")[: size + 1])[::-1]
    older = found[1].pk if len(found) > size else None
    shown = found[-size:]
    return shown, older, (shown[-1].pk if edge and shown else None)


def page_after(posts, edge: Post, size: int = PAGE):
    """The page that begins after a post."""
    found = list(posts.filter(later(edge)).order_by("written_at", "pk")[: size + 1])
    shown = found[:size]
    return shown, (shown[0].pk if shown else None), (shown[-1].pk if len(found) > size else None)


def page_around(posts, edge: Post):
    """The page in the middle of which a post stands."""
    before, older, _newer = page_before(posts, edge, PAGE // 2)
    after, _older, newer = page_after(posts, edge, PAGE - PAGE // 2 - 1)
    return [*before, edge, *after], older, newer


def strands_of(person, thread_id: int) -> dict[int, Strand]:
    """The strands of a thread that a person reads, each with `read` and `before`, as in `ReadMark`; one query."""
    mark = ReadMark.objects.filter(strand=OuterRef("pk"), person=person)
    told = {name: Coalesce(Subquery(mark.values(column)[:1]), Value(0)) for name, column in PLACES.items()}
    strands = Strand.objects.visible_to(person).filter(thread_id=thread_id).annotate(lane=F("space__lane"), **told)
    return {strand.pk: strand for strand in strands}


PLACES = {"read": "number", "before": "before"}


def reading_of(person, thread_id: int, place: Place = Place()) -> Reading:
    """Read a page of a thread for a person; two queries, and one more where the place is not the end."""
    posts, older, newer = page_of_posts(person, thread_id, place)
    return Reading(posts, older, newer, strands_of(person, thread_id))


def changed_after(person, strand_id: int, change: int, limit: int = 200) -> list[Post]:
    """The posts of a strand to which something happened after a change, in that order; one query."""
    posts = Post.objects.visible_to(person).filter(strand_id=strand_id, change__gt=change)
    return list(posts.only(*LIGHT).order_by("change")[:limit])
