"""Values by name, in the shared cache and in this process.

What this process keeps is good as long as the shared cache bears the same mark, which a page reads with its session.
`drawn` is for what a name says all about, by a version or by what it was made from; `listed` for what `forget_lists`
lets be made again everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from time import time
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from django.core.cache import cache

MARK, SHARED = "kept:mark", "kept:"
MOST_NEAR = 256
UNREAD = ""
Value = TypeVar("Value")


class Kept(NamedTuple):
    """A value, until when it is good, and the mark under which it was made."""

    value: Any
    until: float
    mark: str


class Near:
    """What this process keeps, the newest last, all under one mark."""

    def __init__(self) -> None:
        self.mark = UNREAD
        self.values: dict[str, Kept] = {}

    def get(self, name: str, mark: str) -> Kept | None:
        """What is kept by a name, if it is still good; under another mark everything is dropped."""
        if mark != self.mark:
            self.mark, self.values = mark, {}
        found = self.values.pop(name, None)
        if found is None or found.until < time():
            return None
        self.values[name] = found
        return found

    def put(self, name: str, kept: Kept, mark: str) -> None:
        """Keep something; the oldest makes room."""
        if mark == self.mark:
            self.values[name] = kept
            while len(self.values) > MOST_NEAR:
                self.values.pop(next(iter(self.values)), None)


near = Near()
mark_read: ContextVar[str | None] = ContextVar("mark_read", default=None)
"""The mark that the page under way has read, empty before it has; None where no page is under way."""


def begin_page() -> None:
    """A page begins: it reads the mark once."""
    mark_read.set(UNREAD)


def end_page() -> None:
    """The page is over: whatever runs after it reads the mark anew."""
    mark_read.set(None)


def read_with_mark(name: str) -> Any:
    """A value of the shared cache, or None; the mark is read on the way."""
    found = cache.get_many([name, MARK])
    note_mark(found.get(MARK) or renewed_mark())
    return found.get(name)


def note_mark(mark: str) -> str:
    """Hold on to a mark while a page is under way."""
    if mark_read.get() is not None:
        mark_read.set(mark)
    return mark


def current_mark() -> str:
    """The mark, as the page under way has read it."""
    return mark_read.get() or note_mark(cache.get(MARK) or renewed_mark())


def renewed_mark() -> str:
    """The mark of a shared cache that bears none, the same for all who find none."""
    mark = uuid4().hex
    return mark if cache.add(MARK, mark, timeout=None) else cache.get(MARK, mark)


def drawn(name: str, seconds: float, make: Callable[[], Value]) -> Value:
    """What a name stands for, made where nobody keeps it. The name must change with whatever the value shows."""
    return value_of(name, seconds, make, lambda kept, mark: True)


def listed(name: str, seconds: float, read: Callable[[], Value]) -> Value:
    """A reading that many pages need and that changes rarely, as it was since lists were last forgotten."""
    return value_of(name, seconds, read, lambda kept, mark: kept.mark == mark)


def forget_lists() -> None:
    """Let every process read all lists anew, after something was changed in one."""
    mark = uuid4().hex
    cache.set(MARK, mark, timeout=None)
    note_mark(mark)


def value_of(name: str, seconds: float, make: Callable[[], Value], is_good: Callable[[Kept, str], bool]) -> Value:
    """A value from nearby, else from the shared cache, else made and kept in both."""
    mark = current_mark()
    kept = near.get(name, mark)
    if kept is None:
        kept = cache.get(SHARED + name)
        if kept is None or not is_good(kept, mark):
            kept = Kept(make(), time() + seconds, mark)
            cache.set(SHARED + name, kept, seconds)
        near.put(name, kept, mark)
    return kept.value
