"""Who holds a thread, and what a text may refer to; both are known by higher features and filled in `home/wiring.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from committee.access.standing import SpaceFacts


@dataclass(frozen=True)
class Owner:
    """What a thread is about: how the journal names it, the lane it stands in, its title in words or by language.

    `closed`: nobody writes there any more, because the thing itself is over or its thread is locked; `locked` says why,
    where it is locked.
    """

    thread_id: int
    about: tuple[str, str]
    space: SpaceFacts
    titles: str | dict[str, str]
    language: str
    closed: bool = False
    locked: str = ""


BIGGEST = 2**63 - 1
"""The biggest identifier that a database holds."""
OWNERS: list[Callable[[object, Collection[int]], dict[int, Owner]]] = []
"""Each takes (person, thread identifiers) and maps those whose owner it knows and the person may read; one query."""


def owners_of(person, thread_ids: Iterable[int]) -> dict[int, Owner]:
    """What threads are about, as far as a person may know it: what is missing does not exist for the person."""
    wanted = {pk for pk in thread_ids if pk <= BIGGEST}
    return {pk: owner for source in OWNERS if wanted for pk, owner in source(person, wanted).items()}


def owner_of(person, thread_id: int) -> Owner | None:
    """What one thread is about, or None for a stranger."""
    return owners_of(person, [thread_id]).get(thread_id)


@dataclass(frozen=True)
class Reference:
    """A way to name a thing in a text. `pattern` finds it, and its key in the first group where there is one.

    `look_up(person, keys)` maps the keys that the person may see to (title, language of the title, state code, state
    in words); one query. `subject(key)` is how the journal names it, or None: kind and key where nothing is said.
    """

    kind: str
    pattern: re.Pattern[str]
    look_up: Callable[[object, Collection[str]], dict[str, tuple[str, str, str, str]]]
    subject: Callable[[str], tuple[str, str] | None] | None = None

    def key_of(self, match: re.Match[str]) -> str:
        """The key that was found, as an address can hold it."""
        return match[self.pattern.groups and 1].replace("/", "-")

    def about(self, key: str) -> tuple[str, str] | None:
        """How the journal names the thing of a key."""
        return self.subject(key) if self.subject else (self.kind, key)


REFERENCES: list[Reference] = []
"""The things that a text may refer to, in the order in which they are looked for."""
