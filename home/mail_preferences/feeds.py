"""The private files: one's inbox as a web feed, and what awaits one by a date as a calendar."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from committee.access.lanes import SHORT, Lane
from committee.inbox.models import Duty, Notice
from committee.inbox.private_addresses import private_address
from committee.inbox.queries import dated_duties, newest_notices
from committee.journal import clock
from committee.journal.punctuation import with_colon
from committee.journal.subjects import address_of

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def site_host() -> str:
    """The site's name, for identifiers."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def feed_of(person) -> bytes:
    """The newest notices of a person in lanes that the person reads now, as Atom."""
    notices = newest_notices(person)
    site = _("Comité de monitoring CPAS Online")
    feed = Atom1Feed(
        title=f"{site} · {_('Inbox')}",
        link=f"{settings.SITE_URL}/{person.language}/inbox/",
        description=None,
        language=person.language,
        feed_url=private_address(person, "inbox.atom"),
        feed_guid=f"tag:{site_host()},2026:inbox/{person.pk}",
    )
    for notice in notices:
        add_notice(feed, notice)
    written = BytesIO()
    feed.write(written, "utf-8")
    return written.getvalue()


def add_notice(feed: Atom1Feed, notice: Notice) -> None:
    """One fact: who, what, in which lane."""
    entry = notice.entry
    who = f"{entry.actor.function}, {entry.organisation}" if entry.organisation else entry.actor.function
    lane = str(SHORT[Lane(entry.space.lane)])
    feed.add_item(
        title=without_unwritable(f"[{lane}] {entry.localised.get('title') or notice.key}"),
        link=settings.SITE_URL + address_of(notice.kind, notice.key),
        description=None,  # type: ignore[arg-type]
        content=without_unwritable(f"{with_colon(who)} {entry.sentence}"),
        author_name=without_unwritable(who),
        pubdate=entry.at,
        updateddate=entry.at,
        unique_id=f"tag:{site_host()},2026:entry/{entry.pk}",
        categories=(lane,),
    )


def without_unwritable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", text)


def dues_of(person) -> bytes:
    """What awaits a person by a date, as all-day events: telephones show events, and most show no tasks."""
    calendar = Calendar()
    calendar.add("prodid", "-//CPAS Online Monitoring//Dues//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{_('Comité de monitoring CPAS Online')} · {_('What awaits you')}")
    calendar.add("x-published-ttl", "PT1H")
    for duty in dated_duties(person):
        calendar.add_component(event_of(duty))
    return calendar.to_ical()


def event_of(duty: Duty) -> Event:
    """One day on which something is due; it does not make the person busy."""
    event = Event()
    event.add("uid", f"duty-{duty.pk}@{site_host()}")
    event.add("dtstamp", clock.now())
    day = duty.due_on or timezone.localdate()
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", without_unwritable(duty.sentence))
    lane = SHORT[Lane(duty.entry.space.lane)]
    event.add("description", without_unwritable(f"{duty.organisation}\n{_('Lane:')} {lane}"))
    if duty.url:
        event.add("url", settings.SITE_URL + duty.url)
    event.add("transp", "TRANSPARENT")
    return event
