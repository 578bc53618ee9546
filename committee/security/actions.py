"""Keeping events, and forgetting them."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from committee.journal.models import Entry
from committee.people.browsers import browser_in_words
from committee.people.models import Person
from committee.security.models import Event, SecurityEvent


def note_event(
    event: Event,
    *,
    person: Person | None = None,
    ip: str | None = None,
    user_agent: str = "",
    detail: str = "",
    entry: Entry | None = None,
) -> None:
    """Keep an event. It is nobody's deed in the committee: no journal tells it."""
    SecurityEvent.objects.create(
        at=timezone.now(),
        event=event,
        person=person,
        entry=entry,
        ip=ip or None,
        browser=browser_in_words(user_agent)[:60],
        detail=detail[:200],
    )


def forget_old_events() -> int:
    """Drop what is older than SECURITY_LOG_DAYS. Returns how many events there were."""
    edge = timezone.now() - timedelta(days=settings.SECURITY_LOG_DAYS)
    return SecurityEvent.objects.filter(at__lt=edge).delete()[0]
