"""Days between which something lasts: from the first, until the day before the second; None where no end is set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date | None]


def first_stretch(spans: Iterable[Span]) -> Span | None:
    """The earliest days without a gap that some spans cover together; None where none covers a day."""
    stretch: Span | None = None
    for since, until in sorted((span for span in spans if covers_a_day(span)), key=lambda span: span[0]):
        if stretch is None:
            stretch = (since, until)
        elif stretch[1] is not None and since <= stretch[1]:
            stretch = (stretch[0], later_end(stretch[1], until))
    return stretch


def covers_a_day(span: Span) -> bool:
    """Whether there is a day in it."""
    return span[1] is None or span[1] > span[0]


def later_end(one: date | None, other: date | None) -> date | None:
    """The later of two ends, of which None is never reached."""
    return None if one is None or other is None else max(one, other)
