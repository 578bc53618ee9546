"""Belgian working days: Monday to Friday, but for the ten legal holidays (law of 4 January 1974)."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone

FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday, in days after Easter Sunday."""


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The legal holidays of a year."""
    sunday = easter_sunday(year)
    moving = {sunday + timedelta(days=days) for days in AFTER_EASTER}
    return frozenset(moving | {date(year, month, number) for month, number in FIXED})


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the rule of Gauss as corrected by Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    corrected = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - corrected - rest % 4) % 7
    late = (golden + 11 * corrected + 22 * weekday) // 451
    month, number = divmod(corrected + weekday - 7 * late + 114, 31)
    return date(year, month, number + 1)


def is_working_day(day: date) -> bool:
    """Whether an administration works on a day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def working_days(since: datetime, until: datetime) -> int:
    """How many working days have begun after the day of one moment, up to the day of another, in Brussels."""
    first, last = timezone.localtime(since).date(), timezone.localtime(until).date()
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
