"""The states of a solution and the lawful moves between them, as data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a solution stands. VERIFIED and RELAPSED are reached by what CPAS say in the field, never by hand."""

    PROPOSED = "proposed", _("Proposed")
    UNDER_REVIEW = "under_review", _("Under review")
    AGREED = "agreed", _("Agreed")
    PLANNED = "planned", _("Planned")
    DELIVERED = "delivered", _("Delivered")
    VERIFIED = "verified", _("Verified in the field")
    NOT_RETAINED = "not_retained", _("Not retained")
    RELAPSED = "relapsed", _("Relapsed")


@dataclass(frozen=True)
class Move:
    """A lawful move by hand, and whether a reason is demanded."""

    source: State
    target: State
    reasoned: bool = False


BEFORE_AGREEMENT = (State.PROPOSED, State.UNDER_REVIEW)
PROMISED = (State.AGREED, State.PLANNED)
OPEN = (*BEFORE_AGREEMENT, *PROMISED)
REACHED = (State.DELIVERED, State.VERIFIED, State.RELAPSED)
"""What has been delivered once."""
SETTLED = (State.VERIFIED, State.NOT_RETAINED)
MOVES = (
    Move(State.PROPOSED, State.UNDER_REVIEW),
    Move(State.PROPOSED, State.AGREED),
    Move(State.UNDER_REVIEW, State.AGREED),
    Move(State.AGREED, State.PLANNED),
    Move(State.AGREED, State.DELIVERED),
    Move(State.PLANNED, State.DELIVERED),
    *(Move(state, State.NOT_RETAINED, reasoned=True) for state in OPEN),
    Move(State.NOT_RETAINED, State.UNDER_REVIEW, reasoned=True),
    Move(State.RELAPSED, State.PLANNED, reasoned=True),
)


def move_between(source: str, target: str) -> Move | None:
    """Return the move that may be made by hand between two states, or None."""
    return next((move for move in MOVES if (move.source, move.target) == (source, target)), None)


def moves_from(source: str) -> list[Move]:
    """Return every move that may be made by hand from a state."""
    return [move for move in MOVES if move.source == source]


class Outcome(models.TextChoices):
    """What a CPAS says of a delivered solution; the value is its cell in the strip."""

    WORKS = "w", _("Works")
    PARTLY = "p", _("Works partly")
    FAILS = "x", _("Does not work")
    NOT_TESTED = "t", _("Not tested yet")


DOUBTS = (Outcome.PARTLY, Outcome.FAILS)


def field_state(outcomes: Mapping[int, str], concerned: Collection[int]) -> State:
    """Verified once every CPAS concerned says that it works, and none, concerned still or not, says otherwise.

    Otherwise delivered: one that has not tested yet keeps the word “verified” back, a relapse takes it away.
    `outcomes` are what CPAS said, by their identifiers.
    """
    said = set(outcomes.values())
    confirmed = Outcome.WORKS in said and all(outcomes.get(one) == Outcome.WORKS for one in concerned)
    return State.VERIFIED if confirmed and not said & set(DOUBTS) else State.DELIVERED
