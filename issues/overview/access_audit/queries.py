"""Where a thing stood over time, who could read it there, and what of it left the portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.standing import standing_of
from committee.inbox.models import Notice
from committee.journal.models import Entry
from committee.journal.subjects import Stay, Trace, kind_of, name_of
from committee.people.models import Reader
from committee.seats.queries import Right, rights_on
from issues.conversation.threads.models import Strand


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
    """A thing whose readers are asked for."""

    kind: str
    key: str
    trace: Trace

    @property
    def space(self) -> Space:
        """Where the thing stands now, or stood last."""
        return self.trace.stays[-1].space

    @cached_property
    def readings(self) -> list[Reading]:
        """Everyone who could ever read it, by organisation."""
        return readings_of(self.trace.stays)


def audited(person: Reader, code: str, key: str) -> Audited | None:
    """The thing that an address names, as far as a person reads it, or None."""
    kind = kind_of(code)
    trace = kind.trace(person, key) if kind and kind.trace else None
    return Audited(code, key, trace) if trace else None


def readings_of(periods: list[Stay]) -> list[Reading]:
    """Who could read a thing during some periods."""
    spaces = {period.space.pk: period.space for period in periods}
    rights = rights_on(spaces.values())
    return [
        Reading(right, period.space, max(right.since, period.since), ends)
        for right in rights
        for period in periods
        if period.space.pk == right.space_id and overlapping_reading(right, period)
        for ends in [earlier_end(right.until, period.until)]
    ]


def overlapping_reading(right: Right, period: Stay) -> bool:
    """Whether somebody had a right while a thing stood there."""
    ends = earlier_end(right.until, period.until)
    return ends is None or max(right.since, period.since) < ends


def earlier_end(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two ends, of which None is never."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends, default=None)


def lanes_today(person: Reader, thing: Audited) -> list[tuple[Space, int]]:
    """The lanes in which the reader finds something about a thing, each with how many organisations read it today."""
    spaces = {thing.space.pk: thing.space}
    if thing.trace.thread_id is not None:
        strands = Strand.objects.visible_to(person).filter(thread=thing.trace.thread_id, last_number__gt=0)
        spaces |= {strand.space_id: strand.space for strand in strands.select_related("space")}
    now: dict[int, set[int]] = {space: set() for space in spaces}
    for right in rights_on(spaces.values()):
        if right.until is None and not right.closed:
            now[right.space_id].add(right.organisation_id)
    order = list(Lane)
    return sorted(
        ((spaces[pk], len(found)) for pk, found in now.items()), key=lambda row: order.index(Lane(row[0].lane))
    )


def sent_about(person: Reader, thing: Audited) -> list[dict[str, Any]]:
    """What notices and mails told of a thing, by lane and verb, in the lanes that the person moderates; one query."""
    told = (
        Entry.objects.about(thing.kind, thing.trace.journal_key)
        .filter(space__in=standing_of(person).moderated_ids)
        .order_by()
    )
    sent = Q(letter__sent_at__isnull=False)
    counts = {"n": Count("pk"), "mailed": Count("pk", filter=sent), "last": Max("letter__sent_at")}
    notices = Notice.objects.filter(entry__in=told.values("pk")).order_by("entry__space", "entry__verb")
    rows = notices.values("entry__space", "entry__space__lane", "entry__verb").annotate(**counts)
    return [dict(row) for row in rows]


def taken_away(thing: Audited) -> list[Entry]:
    """When a dossier or the story of a thing left the portal; one query."""
    return list(
        Entry.objects.about("dossier", name_of(thing.kind, thing.key))
        .select_related("organisation")
        .order_by("-pk")[:200]
    )
