"""Events in words."""

from django.utils import timezone

from committee.access.policy import may_read
from committee.people.models import Person
from committee.security.models import SecurityEvent

HEADINGS = ("at", "event", "function", "address", "ip", "browser", "detail")


def words_of(reader: Person, event: SecurityEvent) -> str:
    """What an event was about: its sentence in the journal, as far as the reader reads its lane; else its code or path."""
    entry = event.entry
    return entry.sentence if entry and may_read(reader, entry.space_id) else event.detail


def cells_of(event: SecurityEvent) -> list[str]:
    """An event as a line of the file, under HEADINGS; codes, so that a program reads it."""
    person = event.person
    at = timezone.localtime(event.at).isoformat(timespec="seconds")
    who = [person.function, person.email] if person else ["", ""]
    return [at, event.event, *who, event.ip or "", event.browser, event.detail]
