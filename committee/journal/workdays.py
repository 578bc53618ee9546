"""Belgian working days: Monday to Friday, but for the legal holidays (law of 4 January 1974), as the library `holidays` keeps them."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone


@lru_cache(maxsize=64)
def legal_holidays(year: int) -> frozenset[date]:
    """The legal holidays of a year; days on which only banks, schools or one community rest are none."""
    from holidays import country_holidays  # slow to import: it brings the calendars of all countries

    return frozenset(country_holidays("BE", years=year))


def is_working_day(day: date) -> bool:
    """Whether an administration works on a day."""
    return day.weekday() < 5 and day not in legal_holidays(day.year)


def working_days(since: datetime, until: datetime) -> int:
    """How many working days have begun after the day of one moment, up to the day of another, in Brussels."""
    first, last = timezone.localtime(since).date(), timezone.localtime(until).date()
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
