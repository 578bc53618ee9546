"""The time at which an action happens: now, unless past events are being entered with their own dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The aware moment of the action under way."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The date of the action under way, in Brussels."""
    return timezone.localtime(now()).date()


@contextmanager
def acting_at(moment: datetime) -> Iterator[None]:
    """Let every action inside happen at an aware moment: for imports and demonstration content."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
