"""Which backups are kept: one of each of the last days, weeks and months."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

DAYS, WEEKS, MONTHS = 7, 5, 12
NAME = "portal-%Y%m%dT%H%M%SZ.backup"
SPANS: tuple[tuple[int, Callable[[datetime], Any]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def name_of(at: datetime) -> str:
    """The name of a backup that is written in a folder."""
    return at.astimezone(UTC).strftime(NAME)


def moment_of(name: str) -> datetime | None:
    """When a backup of this name was written; None for a file of another name."""
    try:
        return datetime.strptime(name, NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def names_to_forget(names: Iterable[str]) -> list[str]:
    """Of the files in a folder, the backups that are the newest of no day, week and month that are kept.

    Files with other names are never among them. Nothing is older than a year then, which is also how long what was erased
    from the site may live on.
    """
    moments = {at: name for name in names if (at := moment_of(name))}
    newest_first = sorted(moments, reverse=True)
    kept: set[datetime] = set()
    for many, span in SPANS:
        newest: dict[Any, datetime] = {}
        for at in newest_first:
            newest.setdefault(span(at), at)
        kept.update(list(newest.values())[:many])
    return [moments[at] for at in newest_first if at not in kept]
