"""Where days fall on one axis: plan and course of solutions, side by side, in thousandths of the width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

WIDTH = 1000
THINNEST = 4
"""Even what lasts a day is seen."""
MONTHS_APART = (1, 2, 3, 6, 12)
MOST_TICKS = 6


class Bar(NamedTuple):
    """A stretch of the axis."""

    x: int
    width: int


@dataclass(frozen=True)
class Course:
    """The days of one solution; None for what has no day."""

    begun: date
    first_due: date | None
    due: date | None
    delivered: date | None
    is_stopped: bool = False
    """Whether it goes no further, on a day that is not told."""

    @property
    def days(self) -> list[date]:
        """All its days."""
        return [day for day in (self.begun, self.first_due, self.due, self.delivered) if day]


@dataclass(frozen=True)
class Axis:
    """A stretch of time, from the first day of a month to the last day of one."""

    first: date
    last: date

    def place(self, day: date) -> int:
        """Where a day falls; what lies beyond falls on the edge."""
        return round(WIDTH * min(max((day - self.first) / (self.last - self.first), 0), 1))

    def bar(self, since: date, until: date) -> Bar:
        """The stretch between two days, in whichever order."""
        start, end = sorted((self.place(since), self.place(until)))
        width = max(end - start, THINNEST)
        return Bar(min(start, WIDTH - width), width)

    def ticks(self) -> Iterator[tuple[int, date]]:
        """The first days of months, no more than can be read, each with its place."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        apart = next((step for step in MONTHS_APART if months / step <= MOST_TICKS), max(12, months // MOST_TICKS))
        for number in range(0, months, apart):
            year, month = divmod(self.first.year * 12 + self.first.month - 1 + number, 12)
            day = date(year, month + 1, 1)
            yield self.place(day), day


def axis_of(courses: Iterable[Course], today: date) -> Axis:
    """The months that hold every day of some courses, and today."""
    days = [today, *(day for course in courses for day in course.days)]
    after = max(days) + timedelta(days=31)
    return Axis(min(days).replace(day=1), after.replace(day=1) - timedelta(days=1))


def bars_of(course: Course, axis: Axis, today: date) -> dict[str, Bar]:
    """The plan as it was first, what was added to it since, the course so far, and what of it came late."""
    bars = {} if course.is_stopped else {"course": axis.bar(course.begun, course.delivered or max(today, course.begun))}
    planned = course.first_due or course.due
    if planned:
        bars["plan"] = axis.bar(course.begun, planned)
    if course.first_due and course.due and course.due > course.first_due:
        bars["added"] = axis.bar(course.first_due, course.due)
    end = course.delivered or today
    if course.due and end > course.due and not course.is_stopped:
        bars["late"] = axis.bar(course.due, end)
    return bars
