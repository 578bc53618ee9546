"""Dates and times in the reader's language, remembered: a page of fifty posts shows the same few days."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language


def format_day(moment: date | datetime | None) -> str:
    """A day in words: “12 juin 2025”, “1er février 2026”; an empty string for None."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    return _day(moment, get_language() or "fr")


def format_moment(moment: datetime) -> str:
    """A day and an hour in Brussels: “12 juin 2025, 14:05”."""
    local = timezone.localtime(moment)
    return f"{_day(local.date(), get_language() or 'fr')}, {local:%H:%M}"


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> str:
    said = date_format(value, "j F Y")
    return said.replace("1", "1er", 1) if value.day == 1 and language.startswith("fr") else said
