"""What holds a thread: higher features say so, each in its `subject.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from committee.access.standing import SpaceFacts
from committee.journal.subjects import kinds_with
from committee.people.models import Reader


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

    @property
    def title_here(self) -> str:
        """The title in the reader's language where there is one, in its own otherwise."""
        if isinstance(self.titles, str):
            return self.titles
        return self.titles.get((get_language() or "fr")[:2]) or self.titles[self.language]

    def language_of(self, title: str) -> str:
        """The language of a title of it: the reader's where it is a translation."""
        original = self.titles if isinstance(self.titles, str) else self.titles.get(self.language)
        return self.language if title == original else get_language() or self.language


BIGGEST = 2**63 - 1
"""The biggest identifier that a database holds."""


def owners_of(person: Reader, thread_ids: Iterable[int]) -> dict[int, Owner]:
    """What threads are about, as far as a person may know it: what is missing does not exist for the person.

    The kinds are asked one after another, cases first, until every thread is known.
    """
    wanted = {pk for pk in thread_ids if pk <= BIGGEST}
    found: dict[int, Owner] = {}
    for kind in reversed(kinds_with("owners")):
        missing = wanted - found.keys()
        if missing and kind.owners:
            found |= kind.owners(person, missing)
    return found


def owner_of(person: Reader, thread_id: int) -> Owner | None:
    """What one thread is about, or None for a stranger."""
    return owners_of(person, [thread_id]).get(thread_id)
