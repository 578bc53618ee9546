"""The states of a question between benches and the lawful moves between them, as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a question stands. That a term has passed is no state but a fact: it can still be answered."""

    ASKED = "asked", pgettext_lazy("question", "Asked")
    SUSPENDED = "suspended", pgettext_lazy("question", "Suspended")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    INSUFFICIENT = "insufficient", _("Answer insufficient")
    ACCEPTED = "accepted", _("Answer accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "Withdrawn")


class Side(models.TextChoices):
    """The two sides of a question."""

    ASKING = "asking", _("The side that asks")
    ASKED = "asked", _("The side that is asked")


class Verdict(models.TextChoices):
    """What whoever asked says of an answer."""

    ACCEPTED = "accepted", pgettext_lazy("answer", "Accepted")
    INSUFFICIENT = "insufficient", pgettext_lazy("answer", "Insufficient")


class Suspended(models.TextChoices):
    """Where a suspension stands: it needs both sides to begin, and either to end."""

    PROPOSED = "proposed", pgettext_lazy("suspension", "Proposed")
    RUNNING = "running", pgettext_lazy("suspension", "Running")
    DECLINED = "declined", pgettext_lazy("suspension", "Declined")
    ENDED = "ended", pgettext_lazy("suspension", "Ended")


OPEN_SUSPENSIONS = (Suspended.PROPOSED, Suspended.RUNNING)


@dataclass(frozen=True)
class Move:
    """A lawful move by one side, and whether a reason is demanded."""

    source: State
    target: State
    by: Side
    reasoned: bool = False


AWAITING = (State.ASKED, State.INSUFFICIENT)
"""The states in which a term runs."""
UNANSWERED = (*AWAITING, State.SUSPENDED)
LIVING = (*UNANSWERED, State.ANSWERED)
MOVES = (
    *(Move(state, State.ANSWERED, Side.ASKED) for state in UNANSWERED),
    Move(State.ANSWERED, State.ACCEPTED, Side.ASKING),
    Move(State.ANSWERED, State.INSUFFICIENT, Side.ASKING, reasoned=True),
    *(Move(state, State.WITHDRAWN, Side.ASKING, reasoned=True) for state in UNANSWERED),
    *(Move(state, State.SUSPENDED, side, reasoned=True) for state in AWAITING for side in Side),
    *(Move(State.SUSPENDED, state, side) for state in AWAITING for side in Side),
)


def move_between(source: str, target: str, by: str) -> Move | None:
    """Return the move that a side may make between two states, or None."""
    return next((move for move in MOVES if (move.source, move.target, move.by) == (source, target, by)), None)


def may_move(source: str, target: str, by: str) -> bool:
    """Whether a side may make a move."""
    return move_between(source, target, by) is not None
