"""An event as a file for one's own calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from icalendar import Calendar, Event

if TYPE_CHECKING:
    from publications.events.models import EventPage


def event_calendar(page: EventPage, address: str) -> bytes:
    """The file: a whole day where no hour is known. It reads the same as long as the page does."""
    event = Event()
    event.add("uid", f"{page.translation_key}@cpas-online")
    event.add("summary", page.title)
    event.add(
        "dtstamp", (page.last_published_at or datetime(2025, 6, 2, tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    )
    for name, value in span_of(page).items():
        event.add(name, value)
    for name, value in (("location", page.place), ("description", page.lead), ("url", address)):
        if value:
            event.add(name, value)
    calendar = Calendar()
    calendar.add("prodid", "-//CPAS Online//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def span_of(page: EventPage) -> dict[str, Any]:
    """When it begins and ends; the end of a whole day is the day after."""
    first, last = page.date, page.ends_on or page.date
    if first is None or last is None:
        return {}
    if page.starts is None:
        return {"dtstart": first, "dtend": last + timedelta(days=1)}
    begins = timezone.make_aware(datetime.combine(first, page.starts)).astimezone(UTC)
    if page.ends is None:
        return {"dtstart": begins}
    return {"dtstart": begins, "dtend": timezone.make_aware(datetime.combine(last, page.ends)).astimezone(UTC)}
