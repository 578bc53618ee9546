"""When the demonstration happens: its stories were written as of one day, and are told as of the day that it is loaded.

Facts with a date of their own, such as the opinion and the day on which CPAS Online opened, are not moved.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.utils import timezone

WRITTEN_ON = date(2025, 11, 24)
BRUSSELS = ZoneInfo("Europe/Brussels")


def weeks_since_written(today: date) -> timedelta:
    """How far the stories are moved: by whole weeks, so that nobody works on a Sunday."""
    return timedelta(weeks=(today - WRITTEN_ON).days // 7)


@cache
def shift() -> timedelta:
    """How far the stories are moved by this process, also where midnight passes while they are loaded."""
    return weeks_since_written(timezone.localdate())


def told_day(written: str) -> date:
    """The day of the demonstration for an ISO date of its files."""
    return date.fromisoformat(written) + shift()


def moment(written: str, hour: float = 9) -> datetime:
    """A moment in Brussels on the day of an ISO date of the files."""
    return datetime.combine(told_day(written), time(0), BRUSSELS) + timedelta(hours=hour)
