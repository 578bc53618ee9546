"""When a mail may leave: the pace that a person chose, their quiet hours and working days, by the clock of Brussels."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from committee.journal.workdays import is_working_day
from committee.people.models import MailPace, Person

MORNING = time(7, 30)
"""When digests leave, and when a working day begins for what waited for it."""
MONDAY = 0


def due_at(person: Person, pace: str, moment: datetime, *, awaits: bool = False) -> datetime | None:
    """When news of a moment may be mailed at a pace, or None for never. `awaits`: something is asked of the person."""
    local = timezone.localtime(moment)
    if pace == MailPace.AT_ONCE or (pace == MailPace.DUTIES and awaits):
        return first_permitted(person, local)
    if pace == MailPace.DAILY:
        return first_permitted(person, next_morning(local))
    if pace == MailPace.WEEKLY:
        return first_permitted(person, next_monday(local))
    return None


def next_morning(local: datetime) -> datetime:
    """The first half past seven after a moment."""
    today = morning_of(local.date())
    return today if local < today else morning_of(local.date() + timedelta(days=1))


def next_monday(local: datetime) -> datetime:
    """The first half past seven of a Monday after a moment."""
    morning = next_morning(local).date()
    return morning_of(morning + timedelta(days=(MONDAY - morning.weekday()) % 7))


def first_permitted(person: Person, local: datetime) -> datetime:
    """The first moment from a local one at which a person may be mailed."""
    if person.working_days_only and not is_working_day(local.date()):
        local = morning_of(next_working_day(local.date()))
    waited = after_quiet(person, local)
    return waited if waited.date() == local.date() else first_permitted(person, waited)


def after_quiet(person: Person, local: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours in which it falls. Hours that begin late end the day after."""
    begin, end, now = person.quiet_from, person.quiet_until, local.time()
    if begin is None or end is None or begin == end:
        return local
    if begin < end:
        return moment_of(local.date(), end) if begin <= now < end else local
    if now >= begin:
        return moment_of(local.date() + timedelta(days=1), end)
    return moment_of(local.date(), end) if now < end else local


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    day += timedelta(days=1)
    return day if is_working_day(day) else next_working_day(day)


def morning_of(day: date) -> datetime:
    """Half past seven of a day."""
    return moment_of(day, MORNING)


def moment_of(day: date, hour: time) -> datetime:
    """An hour of a day in Brussels."""
    return timezone.make_aware(datetime.combine(day, hour))
