"""A thread as it is read: its strands with the reader's place in each, and pages of posts both ways.

The SQL of the two reads that every page makes is written out: Django takes ten times as long to work it out as the
database to answer it. Both begin from the lanes that the person reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone

from committee.access.standing import standing_of
from committee.journal import clock
from committee.organisations.models import Kind
from committee.people.models import Reader
from issues.conversation.threads.models import Departure, Post, Reaction, Strand
from issues.conversation.threads.policy import VISIT

PAGE = 50
LIGHT = ("change", "key", "strand_id", "number", "author_id", "written_at")
BENCHES = {"federations": (Kind.FEDERATION, Kind.CPAS), "administration": (Kind.ADMINISTRATION,)}


@dataclass(frozen=True)
class Place:
    """Where a page begins: before or after a post (its identifier), around one (its key), at a day; else at the end.

    `lane` and `bench` narrow what is shown, wherever that is.
    """

    before: int | None = None
    after: int | None = None
    around: str = ""
    day: date | None = None
    lane: str = ""
    bench: str = ""

    @property
    def is_end(self) -> bool:
        """Whether this is the newest page."""
        return not (self.before or self.after or self.around or self.day)

    @property
    def is_narrow(self) -> bool:
        """Whether some posts are left out."""
        return bool(self.lane or self.bench)


class PostRow(NamedTuple):
    """A post on a page: enough to find its fragment, and what it is for the reader (kept, and the words said to it)."""

    pk: int
    change: int
    key: str
    strand_id: int
    number: int
    author_id: int
    at: Any
    kept: int
    said: tuple[str, ...]


class Pinned(NamedTuple):
    """The summary that stands above a strand."""

    pk: int
    up_to: int
    language: str
    html: str
    written_at: datetime


@dataclass
class StrandFacts:
    """A strand for its reader: up to where it was `read`, where the present visit began (`before`), what is new since."""

    pk: int
    space_id: int
    lane: str
    last_number: int
    last_change: int
    read: int
    before: int
    visited_at: datetime | None
    fresh: int
    first: str
    first_at: datetime | None
    summary: Pinned | None


@dataclass
class Reading:
    """A page of posts, oldest first, with identifiers for the pages before and after it, None where there is none."""

    posts: list[PostRow]
    older: int | None
    newer: int | None
    strands: dict[int, StrandFacts] = field(default_factory=dict)
    level: str = ""
    pace: str = ""
    locked: str | None = None
    draft: bool = False

    def shown(self, place: Place) -> dict[int, StrandFacts]:
        """The strands that a place lets through."""
        return {pk: one for pk, one in self.strands.items() if place.lane in ("", one.lane)}


STRANDS = """
SELECT x.*,
  (SELECT COUNT(*) FROM issues_post p WHERE p.strand_id = x.id AND p.number > x.start
    AND p.author_id <> %s AND p.withdrawn_at IS NULL),
  (SELECT p.key FROM issues_post p WHERE p.strand_id = x.id AND p.number > x.start
    AND p.author_id <> %s AND p.withdrawn_at IS NULL ORDER BY p.number LIMIT 1),
  (SELECT p.written_at FROM issues_post p WHERE p.strand_id = x.id AND p.number > x.start
    AND p.author_id <> %s AND p.withdrawn_at IS NULL ORDER BY p.number LIMIT 1)
FROM (SELECT t.locked_at, t.locked_reason, f.level, f.pace, d.id AS draft, s.id, s.space_id, l.lane, s.last_number, s.last_change,
    COALESCE(m.number, 0) AS number,
    CASE WHEN m.visited_at IS NULL OR m.visited_at < %s THEN COALESCE(m.number, 0) ELSE m.before END AS start,
    m.visited_at, u.id AS summary, u.up_to, u.language, u.html, u.written_at
  FROM issues_thread t
  LEFT JOIN issues_follow f ON f.thread_id = t.id AND f.person_id = %s
  LEFT JOIN issues_postdraft d ON d.thread_id = t.id AND d.person_id = %s
  LEFT JOIN issues_strand s ON s.thread_id = t.id AND s.space_id IN ({spaces})
  LEFT JOIN committee_space l ON l.id = s.space_id
  LEFT JOIN issues_readmark m ON m.strand_id = s.id AND m.person_id = %s
  LEFT JOIN issues_summary u ON u.html <> '' AND u.id = (SELECT MAX(id) FROM issues_summary WHERE strand_id = s.id)
  WHERE t.id = %s) x
ORDER BY x.id"""
OF_STRAND = """
SELECT p.id, p.change, p.key, p.strand_id, p.number, p.author_id, p.written_at FROM issues_post p {bench}
WHERE p.strand_id = %s {edge} ORDER BY p.written_at {way}, p.id {way} LIMIT {size}"""
KINDS = "JOIN committee_organisation o ON o.id = p.organisation_id AND o.kind IN ({kinds})"
SAID = "EXISTS (SELECT 1 FROM issues_reaction r WHERE r.post_id = q.id AND r.person_id = %s AND r.word = '{word}')"
KEPT = "EXISTS (SELECT 1 FROM issues_bookmark b WHERE b.post_id = q.id AND b.person_id = %s)"
WORDS = tuple(Reaction.Word.values)
ONE = "SELECT * FROM ({piece}) u{n}"
TOGETHER = "SELECT q.*, {marks} FROM ({union}) q ORDER BY q.written_at {way}, q.id {way} LIMIT {size}"
MARKS = ", ".join([KEPT, *(SAID.format(word=word) for word in WORDS)])


def rows_of(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Rows as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return list(cursor.fetchall())


def moment_for_database(moment: datetime) -> Any:
    """A moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


def moment_from_database(value: str | datetime | None) -> datetime | None:
    """A moment as it was read; SQLite keeps it in UTC without saying so."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class StrandRow(NamedTuple):
    """A row of `STRANDS`, column by column in its order; where a thread has no strand, all but its own are None."""

    locked_at: Any
    locked_reason: str
    level: str | None
    pace: str | None
    draft: int | None
    pk: int
    space_id: int
    lane: str
    last_number: int
    last_change: int
    read: int
    before: int
    visited_at: Any
    summary: int | None
    up_to: int
    language: str
    html: str
    written_at: Any
    fresh: int
    first: str | None
    first_at: Any


def read_strands(person: Reader, thread_id: int) -> Reading:
    """The strands of a thread that a person reads, with what the person follows; no posts yet; one query."""
    spaces = sorted(standing_of(person).readable_ids) or [0]
    sql = STRANDS.format(spaces=", ".join(["%s"] * len(spaces)))
    me = person.pk
    values = [me, me, me, moment_for_database(clock.now() - VISIT), me, me, *spaces, me, thread_id]
    rows = [StrandRow._make(row) for row in rows_of(sql, values)]
    reading = Reading([], None, None, {row.pk: strand_facts(row) for row in rows if row.pk})
    for row in rows[:1]:
        reading.level, reading.pace, reading.draft = row.level or "", row.pace or "", bool(row.draft)
        reading.locked = row.locked_reason if row.locked_at else None
    return reading


def strand_facts(row: StrandRow) -> StrandFacts:
    """One strand out of a row of `STRANDS`."""
    written_at = moment_from_database(row.written_at)
    pinned = Pinned(row.summary, row.up_to, row.language, row.html, written_at) if row.summary and written_at else None
    return StrandFacts(
        pk=row.pk,
        space_id=row.space_id,
        lane=row.lane,
        last_number=row.last_number,
        last_change=row.last_change,
        read=row.read,
        before=row.before,
        visited_at=moment_from_database(row.visited_at),
        fresh=row.fresh,
        first=row.first or "",
        first_at=moment_from_database(row.first_at),
        summary=pinned,
    )


def reading_of(person: Reader, thread_id: int, place: Place = Place()) -> Reading:
    """Read a page of a thread for a person; two queries, and one or two more where the place is not the end."""
    reading = read_strands(person, thread_id)
    pages = Pages(person.pk, sorted(reading.shown(place)), BENCHES.get(place.bench, ()))
    edge = page_point_of(person, thread_id, place)
    posts, older, newer = pages.at(place, edge)
    return replace(reading, posts=posts, older=older, newer=newer)


class PagePoint(NamedTuple):
    """A point in the order of posts."""

    at: datetime
    pk: int


def page_point_of(person: Reader, thread_id: int, place: Place) -> PagePoint | None:
    """The post or the day at which a place is fixed; None at the end, or where the person reads no such post."""
    if place.is_end:
        return None
    if place.day:
        return PagePoint(timezone.make_aware(datetime.combine(place.day, time.min)), 0)
    posts = Post.objects.visible_to(person).filter(strand__thread_id=thread_id)
    found = {"key": place.around} if place.around else {"pk": place.before or place.after}
    return next((PagePoint(*row) for row in posts.filter(**found).values_list("written_at", "pk")), None)


Shown = tuple[list[PostRow], int | None, int | None]
"""Posts, and where the pages before and after begin."""


@dataclass(frozen=True)
class Pages:
    """Pages of the posts of some strands, by the person who reads and the kinds of organisations that are heard."""

    person_id: int | None
    strands: list[int]
    kinds: tuple[str, ...] = ()

    def at(self, place: Place, edge: PagePoint | None) -> Shown:
        """At most 50 posts at a place, oldest first, with where the pages before and after begin."""
        if edge is None:
            return self.before(None)
        if place.after:
            return self.after(edge)
        return self.before(edge) if place.before else self.around(edge, PAGE // 2 if place.around else 1)

    def before(self, edge: PagePoint | None, size: int = PAGE) -> Shown:
        """The page that ends before a point, or at the end."""
        found = self.asked("<" if edge else "", edge, size + 1)[::-1]
        shown = found[-size:]
        return shown, (shown[0].pk if len(found) > size else None), (shown[-1].pk if edge and shown else None)

    def after(self, edge: PagePoint, size: int = PAGE, sign: str = ">") -> Shown:
        """The page that begins after a point."""
        found = self.asked(sign, edge, size + 1)
        shown = found[:size]
        return shown, (shown[0].pk if shown else None), (shown[-1].pk if len(found) > size else None)

    def around(self, edge: PagePoint, ahead: int) -> Shown:
        """The page on which a point stands, with a few posts ahead of it; the last page where nothing follows."""
        earlier, older, _newer = self.before(edge, ahead)
        later, _older, newer = self.after(edge, PAGE - ahead, ">=")
        return ([*earlier, *later], older, newer) if later else self.before(None)

    def asked(self, sign: str, edge: PagePoint | None, size: int) -> list[PostRow]:
        """Posts on one side of a point, nearest first; one query, which looks at no more posts than it may give."""
        if not self.strands:
            return []
        way = "ASC" if sign.startswith(">") else "DESC"
        bench = KINDS.format(kinds=", ".join(["%s"] * len(self.kinds))) if self.kinds else ""
        limit = f"AND p.written_at {sign[0]}= %s AND (p.written_at {sign[0]} %s OR p.id {sign} %s)" if sign else ""
        piece = OF_STRAND.format(bench=bench, edge=limit, way=way, size=int(size))
        at = moment_for_database(edge.at) if edge else None
        bound = [at, at, edge.pk] if edge else []
        union = " UNION ALL ".join(ONE.format(piece=piece, n=n) for n, _pk in enumerate(self.strands))
        sql = TOGETHER.format(marks=MARKS, union=union, way=way, size=int(size))
        values = [value for pk in self.strands for value in (*self.kinds, pk, *bound)]
        return [post_row(row) for row in rows_of(sql, [*[self.person_id] * (1 + len(WORDS)), *values])]


def post_row(row: tuple[Any, ...]) -> PostRow:
    """One post of a page."""
    return PostRow._make((*row[:8], tuple(word for word, said in zip(WORDS, row[8:], strict=True) if said)))


def numbers_before(person: Reader, post: Post) -> dict[int, int]:
    """The last number before a post in each strand of its thread that a person reads; one query."""
    earlier = Q(posts__written_at__lt=post.written_at) | Q(posts__written_at=post.written_at, posts__pk__lt=post.pk)
    strands = Strand.objects.visible_to(person).filter(thread=post.strand.thread_id)
    return {pk: n or 0 for pk, n in strands.values_list("pk").annotate(n=Max("posts__number", filter=earlier))}


@dataclass(frozen=True)
class News:
    """What happened in a strand after a change: posts as they are, and departures; all of it up to the change `upto`."""

    posts: list[Post]
    departures: list[Departure]
    upto: int
    left: int


def news_after(strand: Strand, change: int, limit: int = 200) -> News:
    """Read what happened in a strand after a change, the oldest first; two queries.

    Nothing beyond the change that the strand had when it was read is told: what happens meanwhile is told later, whole.
    """
    span = {"strand": strand, "change__gt": change, "change__lte": strand.last_change}
    posts = list(Post.objects.filter(**span).only(*LIGHT).order_by("change")[:limit])
    departures = list(Departure.objects.filter(**span).order_by("change")[:limit])
    told = sorted(one.change for found in (posts, departures) for one in found)[:limit]
    upto = told[-1] if len(told) == limit else max(change, strand.last_change)
    kept = [post for post in posts if post.change <= upto]
    left = [departure for departure in departures if departure.change <= upto]
    return News(kept, left, upto, max(0, strand.last_change - upto))
