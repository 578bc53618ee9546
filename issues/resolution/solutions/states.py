"""The states of a solution and the lawful moves between them, as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a solution stands. VERIFIED and RELAPSED are reached by what CPAS say in the field alone."""

    PROPOSED = "proposed", _("Proposed")
    UNDER_REVIEW = "under_review", _("Under review")
    AGREED = "agreed", _("Agreed")
    PLANNED = "planned", _("Planned")
    DELIVERED = "delivered", _("Delivered")
    VERIFIED = "verified", _("Verified in the field")
    RELAPSED = "relapsed", pgettext_lazy("solution", "Relapsed")
    NOT_RETAINED = "not_retained", _("Not retained")


@dataclass(frozen=True)
class Move:
    """A lawful move by hand, and whether a reason is demanded."""

    source: State
    target: State
    reasoned: bool = False


BEFORE_AGREEMENT = (State.PROPOSED, State.UNDER_REVIEW)
PROMISED = (State.AGREED, State.PLANNED)
OPEN = (*BEFORE_AGREEMENT, *PROMISED)
IN_THE_FIELD = (State.DELIVERED, State.VERIFIED, State.RELAPSED)
SETTLED = (State.VERIFIED, State.NOT_RETAINED)
MOVES = (
    Move(State.PROPOSED, State.UNDER_REVIEW),
    Move(State.PROPOSED, State.AGREED),
    Move(State.UNDER_REVIEW, State.AGREED),
    Move(State.AGREED, State.PLANNED),
    Move(State.AGREED, State.DELIVERED),
    Move(State.PLANNED, State.DELIVERED),
    *(Move(state, State.PLANNED, reasoned=True) for state in (State.DELIVERED, State.RELAPSED)),
    *(Move(state, State.NOT_RETAINED, reasoned=True) for state in (*OPEN, State.RELAPSED)),
    Move(State.NOT_RETAINED, State.UNDER_REVIEW, reasoned=True),
)


def move_between(source: str, target: str) -> Move | None:
    """Return the move that may be made by hand between two states, or None."""
    return next((move for move in MOVES if (move.source, move.target) == (source, target)), None)


def moves_from(source: str) -> list[Move]:
    """Return every move that may be made by hand from a state."""
    return [move for move in MOVES if move.source == source]
