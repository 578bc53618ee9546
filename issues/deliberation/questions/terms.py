"""Reply terms: when one ends, what a suspension does to that, and what became of it. Days are Belgian working days.

The day on which a term begins is not counted (Civil Procedure Code, article 52): the first working day after it is day one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.journal.workdays import is_working_day

SHORTEST, LONGEST, USUAL = 1, 60, 10
REMINDED_BEFORE = 2
"""So many working days before its end those asked are reminded of a term."""
DAY = timedelta(days=1)


class Fate(models.TextChoices):
    """What became of a term."""

    RUNNING = "running", _("Term running")
    SUSPENDED = "suspended", _("Term suspended")
    IN_TIME = "in_time", _("Answered in time")
    LATE = "late", _("Answered late")
    EXPIRED = "expired", _("Expired without an answer")
    DROPPED = "dropped", _("Withdrawn before its end")


def working_days_after(day: date, last: date) -> int:
    """How many working days there are after a day, up to and with the last; nought where the last is not later."""
    return sum(is_working_day(day + DAY * n) for n in range(1, (last - day).days + 1))


def due_date(began_on: date, days: int) -> date:
    """The last day of a term of so many working days that begins on a day. Raises ValueError for less than one day."""
    if days < 1:
        raise ValueError("a term has one day at least")
    day = began_on
    while days:
        day += DAY
        days -= is_working_day(day)
    return day


def due_after_suspension(began_on: date, due_on: date, suspended_on: date, resumed_on: date) -> date:
    """The last day of a term once a suspension is over: what was left on its first day is left on the day of resumption.

    Neither the day of suspension nor those up to the day before resumption count; resumed the same day, nothing changed.
    """
    left = working_days_after(max(suspended_on - DAY, began_on), due_on)
    return due_date(max(resumed_on - DAY, began_on), left) if left else due_on


def days_left(due_on: date, today: date) -> int:
    """How many working days are left, today included; less than nought once the term has passed."""
    return working_days_after(today - DAY, due_on) if due_on >= today else -working_days_after(due_on, today)


def reminder_day(due_on: date, began_on: date) -> date:
    """The day from which those asked may be reminded: two working days before the end, never before the term began."""
    day, left = due_on, REMINDED_BEFORE
    while left:
        day -= DAY
        left -= is_working_day(day)
    return max(day, began_on)


def fate_of(
    due_on: date, today: date, replied_on: date | None, *, suspended: bool = False, dropped: bool = False
) -> Fate:
    """What became of a term that ends on a day, as of today."""
    if replied_on:
        return Fate.IN_TIME if replied_on <= due_on else Fate.LATE
    if dropped:
        return Fate.EXPIRED if due_on < today else Fate.DROPPED
    if suspended:
        return Fate.SUSPENDED
    return Fate.EXPIRED if due_on < today else Fate.RUNNING


def days_taken(began_on: date, replied_on: date, suspensions: Iterable[tuple[date, date]] = ()) -> int:
    """After how many working days an answer came, without those of the suspensions, each (first day, day of resumption)."""
    suspended = {
        day
        for first, resumed in suspensions
        for day in (first + DAY * n for n in range((min(resumed, replied_on + DAY) - first).days))
        if is_working_day(day) and day > began_on
    }
    return working_days_after(began_on, replied_on) - len(suspended)


@dataclass(frozen=True)
class TermFacts:
    """A term as the evaluation counts it: whom it was set to, what became of it, after how many working days if answered."""

    bench: str
    fate: Fate
    days: int | None = None


@dataclass(frozen=True)
class ReplyRecord:
    """How a bench answered: so many terms, by what became of them; the middle of the days that answers took."""

    bench: str
    asked: int
    in_time: int
    late: int
    expired: int
    running: int
    median_days: float | None


def reply_records(terms: Iterable[TermFacts]) -> list[ReplyRecord]:
    """How each bench answered, by bench; what was withdrawn before its end is counted nowhere."""
    by_bench: dict[str, list[TermFacts]] = {}
    for term in terms:
        if term.fate != Fate.DROPPED:
            by_bench.setdefault(term.bench, []).append(term)
    return [record_of(bench, rows) for bench, rows in sorted(by_bench.items())]


def record_of(bench: str, rows: list[TermFacts]) -> ReplyRecord:
    """How one bench answered."""
    counts = {fate: sum(row.fate == fate for row in rows) for fate in Fate}
    running = counts[Fate.RUNNING] + counts[Fate.SUSPENDED]
    taken = sorted(row.days for row in rows if row.days is not None)
    facts = (counts[Fate.IN_TIME], counts[Fate.LATE], counts[Fate.EXPIRED], running)
    return ReplyRecord(bench, len(rows), *facts, median_of(taken))


def median_of(sorted_numbers: list[int]) -> float | None:
    """The middle of numbers in their order; None of none."""
    if not sorted_numbers:
        return None
    half = len(sorted_numbers) // 2
    return (sorted_numbers[half] + sorted_numbers[-half - 1]) / 2
