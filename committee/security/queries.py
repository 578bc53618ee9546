"""The log as its page and its file read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from committee.people.models import Person
from committee.security.models import Event, SecurityEvent
from committee.security.policy import may_read_security_log

PAGE = 100
MOST_TAKEN = 20_000


@dataclass(frozen=True)
class Asked:
    """What the log is narrowed to."""

    event: str = ""
    since: date | None = None
    until: date | None = None
    person: int | None = None


def events_asked(reader: Person, asked: Asked) -> QuerySet[SecurityEvent]:
    """The events that a reader asks for, the newest first; none for who may not read them."""
    if not may_read_security_log(reader):
        return SecurityEvent.objects.none()
    found = SecurityEvent.objects.select_related("person", "entry__space")
    if asked.event in Event.values:
        found = found.filter(event=asked.event)
    if asked.since:
        found = found.filter(at__date__gte=asked.since)
    if asked.until:
        found = found.filter(at__date__lte=asked.until)
    return found.filter(person=asked.person) if asked.person else found
