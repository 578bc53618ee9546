"""ISO weeks in Brussels, named by their Monday; in an address they read 2025-W27."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from committee.journal import clock
from committee.journal.moments import format_day

SHOWN = 8
"""How many weeks are shown, and how long an answer may still be revised."""


def monday_of(day: date) -> date:
    """The Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def this_week() -> date:
    """The Monday of the week of the action under way."""
    return monday_of(clock.today())


def asked_week() -> date:
    """The Monday of the last week that is over: what one is asked about, since one that begins has nothing to tell."""
    return this_week() - timedelta(weeks=1)


def code_of(week: date) -> str:
    """A week as its address says it."""
    year, number, _day = week.isocalendar()
    return f"{year}-W{number:02d}"


def week_from(code: str) -> date:
    """The Monday of a week from its address. Raises ValueError for a week that no year has."""
    year, _mark, number = code.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def days_of(week: date) -> str:
    """The first and the last day of a week in words."""
    return f"{format_day(week)} – {format_day(week + timedelta(days=6))}"


def weeks_until(week: date, number: int = SHOWN) -> list[date]:
    """The Mondays of the last weeks up to one, oldest first."""
    return [week - timedelta(weeks=back) for back in reversed(range(number))]


def is_open(week: date) -> bool:
    """Whether a week may be answered: it has begun, and is one of the last eight."""
    return week in weeks_until(this_week())


def begin_of(week: date, hour: int = 0) -> datetime:
    """The moment of an hour of a week's Monday."""
    return timezone.make_aware(datetime(week.year, week.month, week.day, hour))
