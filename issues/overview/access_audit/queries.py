"""Where a thing stood over time, who could read it there, and what of it left the portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Max, Q
from django.utils import timezone

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.standing import standing_of
from committee.inbox.models import Notice
from committee.journal.models import Entry
from committee.seats.queries import Right, rights_on
from issues.conversation.threads.models import Post, Strand
from issues.problems.records.actions.lifecycle import SHARED
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution

HIDDEN, SHOWN = "post.hidden", "post.shown"


@dataclass(frozen=True)
class Period:
    """A thing stood in a space from one moment to another; `until` is None while it does."""

    space: Space
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Reading:
    """Somebody could read the thing, by one right, from one moment to another."""

    right: Right
    space: Space
    since: datetime
    until: datetime | None

    def covers(self, day: date) -> bool:
        """Whether the thing could be read at some moment of a day in Brussels."""
        begins, ends = timezone.localtime(self.since).date(), self.until and timezone.localtime(self.until).date()
        return begins <= day and (ends is None or day <= ends)

    @property
    def lasts(self) -> bool:
        """Whether it still can be read now."""
        return self.until is None and not self.right.closed


@dataclass
class Audited:
    """A thing whose readers are asked for. `names` are its kinds and keys in the journal."""

    kind: str
    key: str
    thing: Problem | Solution | Post
    periods: list[Period]

    @property
    def names(self) -> list[tuple[str, str]]:
        """How the journal names the thing."""
        return [("post", str(self.thing.pk))] if self.kind == "post" else [(self.kind, self.key)]

    @property
    def space(self) -> Space:
        """Where the thing stands now, or stood last."""
        return self.periods[-1].space

    @cached_property
    def readings(self) -> list[Reading]:
        """Everyone who could ever read it, by organisation."""
        return readings_of(self.periods)


def audited(person, kind: str, key: str) -> Audited | None:
    """The thing that an address names, as far as a person reads it, or None."""
    find = {"problem": problem_of, "solution": solution_of, "post": post_of}.get(kind)
    return find(person, key) if find else None


def problem_of(person, key: str) -> Audited | None:
    """A problem, with the own space from which it was shared where it was."""
    problem = Problem.objects.visible_to(person).select_related("space", "thread").filter(reference=key).first()
    if problem is None:
        return None
    shared = Entry.objects.filter(verb=SHARED).about("problem", key).order_by("pk").values_list("at", flat=True).first()
    periods = [Period(problem.space, shared or problem.filed_at)]
    if shared:
        periods.insert(0, Period(Space.objects.own(problem.organisation), problem.filed_at, shared))
    return Audited("problem", key, problem, periods)


def solution_of(person, key: str) -> Audited | None:
    """A solution; it never changes its lane."""
    found = Solution.objects.visible_to(person).select_related("space", "thread")
    solution = found.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 16 else None
    return Audited("solution", key, solution, [Period(solution.space, solution.proposed_at)]) if solution else None


def post_of(person, key: str) -> Audited | None:
    """A post, while its words could be read by its lane: not while hidden, and not once withdrawn."""
    posts = Post.objects.visible_to(person).select_related("strand__space", "author")
    post = posts.filter(key=key).first()
    return Audited("post", key, post, periods_of_post(post)) if post else None


def periods_of_post(post: Post) -> list[Period]:
    """When the words of a post could be read."""
    space, since = post.strand.space, post.written_at
    told = Entry.objects.filter(verb__in=(HIDDEN, SHOWN)).about("post", str(post.pk)).order_by("pk")
    periods: list[Period] = []
    for verb, at in told.values_list("verb", "at"):
        if verb == HIDDEN and since:
            periods.append(Period(space, since, at))
        since = None if verb == HIDDEN else since or at
    if since:
        periods.append(Period(space, since, post.withdrawn_at or post.hidden_at))
    return periods


def readings_of(periods: list[Period]) -> list[Reading]:
    """Who could read a thing during some periods."""
    spaces = {period.space.pk: period.space for period in periods}
    rights = rights_on(spaces.values())
    return [
        Reading(right, period.space, max(right.since, period.since), ends)
        for right in rights
        for period in periods
        if period.space.pk == right.space_id and overlap(right, period)
        for ends in [earliest(right.until, period.until)]
    ]


def overlap(right: Right, period: Period) -> bool:
    """Whether somebody had a right while a thing stood there."""
    ends = earliest(right.until, period.until)
    return ends is None or max(right.since, period.since) < ends


def earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two ends, of which None is never."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends, default=None)


def lanes_today(person, thing: Audited) -> list[tuple[Space, int]]:
    """The lanes in which the reader finds something about a thing, each with how many organisations read it today."""
    spaces = {thing.space.pk: thing.space}
    if thing.kind != "post":
        strands = Strand.objects.visible_to(person).filter(thread=thing.thing.thread_id, last_number__gt=0)
        spaces |= {strand.space_id: strand.space for strand in strands.select_related("space")}
    now = {space: set() for space in spaces}
    for right in rights_on(spaces.values()):
        if right.until is None and not right.closed:
            now[right.space_id].add(right.organisation_id)
    order = list(Lane)
    return sorted(((spaces[pk], len(found)) for pk, found in now.items()), key=lambda row: order.index(row[0].lane))


def sent_about(person, thing: Audited) -> list[dict]:
    """What notices and mails told of a thing, by lane and verb, in the lanes that the person moderates; one query."""
    (kind, key), *_rest = thing.names
    told = Entry.objects.about(kind, key).filter(space__in=standing_of(person).moderated_ids).order_by()
    sent = Q(letter__sent_at__isnull=False)
    counts = {"n": Count("pk"), "mailed": Count("pk", filter=sent), "last": Max("letter__sent_at")}
    notices = Notice.objects.filter(entry__in=told.values("pk")).order_by("entry__space", "entry__verb")
    return list(notices.values("entry__space", "entry__space__lane", "entry__verb").annotate(**counts))


def taken_away(thing: Audited) -> list[Entry]:
    """When a dossier or the story of a thing left the portal; one query."""
    key = thing.key if thing.kind == "problem" else f"{thing.kind} {thing.key}"
    return list(Entry.objects.about("dossier", key).select_related("organisation").order_by("-pk")[:200])
