"""The private files: one's inbox as a web feed, and what awaits one by a date as a calendar."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from committee.access.lanes import SHORT, Lane
from committee.correspondence.addresses import page_of, site_host
from committee.inbox.case_titles import title_told
from committee.inbox.models import Duty, Notice
from committee.inbox.presentation import who_of
from committee.inbox.private_addresses import private_address
from committee.inbox.queries import dated_duties, newest_notices, pages_of_entries
from committee.journal import clock
from committee.journal.punctuation import with_colon
from committee.journal.subjects import address_of, reference_of

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def feed_of(person) -> bytes:
    """The newest notices of a person in lanes that the person reads now, as Atom."""
    notices = newest_notices(person)
    site, inbox = _("Comité de monitoring CPAS Online"), _("Inbox")
    feed = Atom1Feed(
        title=f"{site} · {inbox}",
        link=page_of(person.language, "inbox/"),
        description=None,
        language=person.language,
        feed_url=private_address(person, "inbox.atom"),
        feed_guid=f"tag:{site_host()},2026:inbox/{person.pk}",
    )
    pages = pages_of_entries([notice.entry for notice in notices])
    for notice in notices:
        add_notice(feed, notice, pages[notice.entry_id])
    written = BytesIO()
    feed.write(written, "utf-8")
    return written.getvalue()


def add_notice(feed: Atom1Feed, notice: Notice, page: str) -> None:
    """One fact: in its title who did what in which lane, behind it the very thing, below it the case."""
    entry, lane = notice.entry, str(SHORT[Lane(notice.entry.space.lane)])
    who = who_of(entry)
    case = (reference_of(notice.kind, notice.key), title_told(notice.kind, [entry]))
    feed.add_item(
        title=without_unwritable(f"[{lane}] {with_colon(who)} {entry.sentence}"),
        link=settings.SITE_URL + (page or address_of(notice.kind, notice.key)),
        description=escape(without_unwritable(" · ".join(filter(None, case)))),
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
    site, awaits = _("Comité de monitoring CPAS Online"), _("What awaits you")
    calendar.add("x-wr-calname", f"{site} · {awaits}")
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
    lane = _("Lane: %(lane)s") % {"lane": SHORT[Lane(duty.entry.space.lane)]}
    event.add("description", without_unwritable(f"{duty.organisation}\n{lane}"))
    if duty.url:
        event.add("url", settings.SITE_URL + duty.url)
    event.add("transp", "TRANSPARENT")
    return event
