"""A day as people write it: 15/09/2025, 2025-09-15, 15.9.25, 15-sept-25, maandag 15 september 2025, with an hour or not."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.writing.signs import plain_words, shorten_for_error

EARLIEST = date(2000, 1, 1)
YEARS_AHEAD = 10
MONTHS = (
    ("janvier", "januari", "january"),
    ("fevrier", "februari", "february"),
    ("mars", "maart", "march", "mrt"),
    ("avril", "april"),
    ("mai", "mei", "may"),
    ("juin", "juni", "june"),
    ("juillet", "juli", "july"),
    ("aout", "augustus", "august"),
    ("septembre", "september"),
    ("octobre", "oktober", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
BEFORE = (
    r"(?:(?:le|op|de|den|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|maandag|dinsdag|woensdag|donderdag"
    r"|vrijdag|zaterdag|zondag)\b\.?,? ?){0,3}"
)
HOUR = r"(?:,? ?(?:t|a|om|\b) ?\d{1,2} ?[:hu](?: ?\d{2}(?::\d{2}(?:[.,]\d+)?)?)? ?(?:uur|z|[+-]\d{2}:?\d{2})?)?"
SEPARATOR = r" ?[./\- ] ?"
NUMBERED = rf"(?P<day>\d{{1,2}}){SEPARATOR}(?P<month>\d{{1,2}}){SEPARATOR}(?P<year>\d{{4}}|\d{{2}})"
NAMED = r"(?P<day>\d{1,2})(?:er|e|ste|de)?[.\- ]{0,2}(?P<month>[a-z]{3,})[.\- ]{0,2}(?P<year>\d{4}|\d{2})"
ORDERED = rf"(?P<year>\d{{4}}){SEPARATOR}(?P<month>\d{{1,2}}){SEPARATOR}(?P<day>\d{{1,2}})"
COMPACT = r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)"
FORMS = tuple(re.compile(BEFORE + form + HOUR, re.A) for form in (ORDERED, NUMBERED, NAMED, COMPACT))
WITHOUT_DAY = re.compile(r"(?:\d{1,2}[./\- ]\d{4}|\d{4}[./\- ]\d{1,2}|([a-z]{3,})\.? \d{4})", re.A)
SERIAL = re.compile(r"[2-6]\d{4}(?:[.,]\d+)?", re.A)
REFUSALS = {
    "invalid": _("“%(words)s” is not a date. Write it as 15/09/2025 or 2025-09-15."),
    "calendar": _("“%(words)s” is no day of the calendar. Write the day first, then the month: 15/09/2025."),
    "without_day": _("“%(words)s” has no day. Write the day too, such as 01/09/2025."),
    "serial": _(
        "“%(words)s” is how a spreadsheet counts days. Give the cell the format of a date, or write it as 15/09/2025."
    ),
    "early": _("“%(words)s” lies before the year %(year)s. Write the year in four digits, such as 15/09/2025."),
    "ahead": _("“%(words)s” is still to come. Give today or a day before."),
    "late": _("“%(words)s” lies after the year %(year)s. Give a day that is nearer."),
}


def read_day(text: str, *, today: date, past: bool = False) -> date:
    """The day that a text says; an hour beside it is left out.

    Day before month; two figures of a year are of this century. Raises ValidationError (a code of `REFUSALS`) for what
    is no day, lies before 2000, more than ten years ahead, or, where it must be `past`, after today.
    """
    words = plain_words(text)
    found = next((match for form in FORMS if (match := form.fullmatch(words))), None)
    if found is None:
        raise refusal(code_of(words), text)
    month = int(found["month"]) if found["month"].isdecimal() else month_named(found["month"])
    if month is None:
        raise refusal("invalid", text)
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    try:
        day = date(year, month, int(found["day"]))
    except ValueError:
        raise refusal("calendar", text) from None
    if day < EARLIEST:
        raise refusal("early", text, EARLIEST.year)
    if past and day > today:
        raise refusal("ahead", text)
    if day.year > today.year + YEARS_AHEAD:
        raise refusal("late", text, today.year + YEARS_AHEAD)
    return day


def month_named(word: str) -> int | None:
    """The month that a word begins: “sept” is 9; None for no month, or for more than one."""
    found = [number for number, names in enumerate(MONTHS, 1) if any(name.startswith(word) for name in names)]
    return found[0] if len(found) == 1 else None


def code_of(words: str) -> str:
    """Why words are no day."""
    if SERIAL.fullmatch(words):
        return "serial"
    month = WITHOUT_DAY.fullmatch(words)
    return "without_day" if month and (not month[1] or month_named(month[1])) else "invalid"


def refusal(code: str, text: str, year: int | None = None) -> ValidationError:
    """What is said of a text that is no day."""
    return ValidationError(REFUSALS[code], code=code, params={"words": shorten_for_error(text), "year": year})
