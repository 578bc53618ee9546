"""The private files: one's inbox as a web feed, and what awaits one by a date as a calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
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
from issues.overview.commitments.extension_points import Commitment, Whose
from issues.overview.commitments.queries import commitments_of, own_of

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
    return calendar_of("Dues", _("What awaits you"), [event_of(duty) for duty in dated_duties(person)])


def commitments_as_calendar(person, seat: int | None = None) -> bytes:
    """What a person's organisations and seats promised and have not delivered, or what one `seat` did, as far as they read it."""
    whose = own_of(person) if seat is None else Whose(seats=frozenset({seat}))
    found = [] if whose.is_everybody else commitments_of(person, whose)
    events = [event_of_commitment(one) for one in found if one.is_open and one.due_on]
    return calendar_of("Commitments", _("Commitments"), events)


def calendar_of(name: str, label: str, events: list[Event]) -> bytes:
    """A calendar that programs ask for again every hour."""
    calendar = Calendar()
    calendar.add("prodid", f"-//CPAS Online Monitoring//{name}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    site = _("Comité de monitoring CPAS Online")
    calendar.add("x-wr-calname", f"{site} · {label}")
    calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def event_of_commitment(one: Commitment) -> Event:
    """The day by which something was promised."""
    kind, key = one.about
    words = " ".join(filter(None, (reference_of(kind, key), one.title)))
    return day_event(f"{kind}-{key}", one.due_on, words, str(one.seat or one.owner), one.lane, address_of(kind, key))


def event_of(duty: Duty) -> Event:
    """The day on which something is due."""
    lane = Lane(duty.entry.space.lane)
    return day_event(f"duty-{duty.pk}", duty.due_on, duty.sentence, str(duty.organisation), lane, duty.url)


def day_event(key: str, day: date | None, words: str, whose: str, lane: Lane, url: str) -> Event:
    """One whole day, which does not make the person busy."""
    event = Event()
    event.add("uid", f"{key}@{site_host()}")
    event.add("dtstamp", clock.now())
    day = day or timezone.localdate()
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", without_unwritable(words))
    said = _("Lane: %(lane)s") % {"lane": SHORT[lane]}
    event.add("description", without_unwritable(f"{whose}\n{said}"))
    if url:
        event.add("url", settings.SITE_URL + url)
    event.add("transp", "TRANSPARENT")
    return event
