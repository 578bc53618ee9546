"""What somebody promised by a day, told by the features that hold it; filled in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from committee.access.lanes import Lane
from committee.journal import clock
from committee.journal.registries import ExtensionPoint
from committee.journal.subjects import Text
from committee.organisations.models import Organisation
from committee.people.models import Reader
from committee.seats.models import Seat


@dataclass(frozen=True)
class Commitment:
    """One thing that an organisation, or one of its seats, promised. `about` is how the journal names it."""

    about: tuple[str, str]
    title: str
    language: str
    owner: Organisation
    seat: Seat | None
    due_on: date | None
    state: str
    state_words: Text
    lane: Lane
    is_open: bool

    @property
    def days_overdue(self) -> int:
        """For how many days its date has passed while it is open."""
        return max(0, (clock.today() - self.due_on).days) if self.is_open and self.due_on else 0


@dataclass(frozen=True)
class Whose:
    """Whose commitments are asked for: those of organisations, or of seats, or of both; everybody's where neither is named."""

    organisations: frozenset[int] = frozenset()
    seats: frozenset[int] = frozenset()

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is named."""
        return not (self.organisations or self.seats)


SOURCES: ExtensionPoint[Callable[[Reader, Whose], list[Commitment]]] = ExtensionPoint()
"""Each takes (person, whose) and tells what is promised, as far as the person reads it; one query each."""
