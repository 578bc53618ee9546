"""The states of a problem and the lawful moves between them, as data (codes from `data/problems.json`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.roles import Ability


class State(models.TextChoices):
    """Where a problem stands."""

    FILED = "filed", _("Filed")
    QUALIFIED = "qualified", _("Qualified by the secretariat")
    IN_DISCUSSION = "in_discussion", _("In discussion")
    SOLUTION_PROPOSED = "solution_proposed", _("Solution proposed")
    IN_PROGRESS = "in_progress", _("Solution in progress")
    DEPLOYED = "deployed", _("Solution deployed")
    VERIFIED = "verified", _("Verified in the field")
    CLOSED = "closed", _("Closed without action")
    MERGED = "merged", _("Merged with another problem")


@dataclass(frozen=True)
class Move:
    """A lawful move: from where, to where, which ability it asks for, and whether a reason is demanded."""

    source: State
    target: State
    ability: Ability = Ability.TRIAGE
    reasoned: bool = False


LIVING = (State.FILED, State.QUALIFIED, State.IN_DISCUSSION, State.SOLUTION_PROPOSED, State.IN_PROGRESS, State.DEPLOYED)
BY_HAND = (
    Move(State.FILED, State.QUALIFIED),
    Move(State.FILED, State.IN_DISCUSSION),
    Move(State.QUALIFIED, State.IN_DISCUSSION),
    Move(State.SOLUTION_PROPOSED, State.QUALIFIED),
    Move(State.SOLUTION_PROPOSED, State.IN_DISCUSSION),
    *(Move(state, State.CLOSED, reasoned=True) for state in LIVING),
    Move(State.CLOSED, State.QUALIFIED, reasoned=True),
    Move(State.VERIFIED, State.IN_DISCUSSION, reasoned=True),
)
BY_SOLUTION = {
    "proposed": State.SOLUTION_PROPOSED,
    "under_review": State.SOLUTION_PROPOSED,
    "agreed": State.IN_PROGRESS,
    "planned": State.IN_PROGRESS,
    "delivered": State.DEPLOYED,
    "verified": State.VERIFIED,
    "relapsed": State.IN_PROGRESS,
    "not_retained": State.IN_DISCUSSION,
}
AHEAD = (State.IN_DISCUSSION, State.SOLUTION_PROPOSED, State.IN_PROGRESS, State.DEPLOYED, State.VERIFIED)


def state_by_solutions(solutions: Iterable[str]) -> State | None:
    """Where a problem stands by the states of all its solutions: where the one that has come furthest puts it.

    A second solution that is only proposed takes nothing back from the first; one that is not retained counts for
    nothing while another lives. With none retained the problem is in discussion again; without any, None.
    """
    return max((BY_SOLUTION[state] for state in solutions), key=AHEAD.index, default=None)


def move_between(source: str, target: str) -> Move | None:
    """Return the move that a person may ask for between two states, or None where there is none."""
    return next((move for move in BY_HAND if (move.source, move.target) == (source, target)), None)


def moves_from(source: str) -> list[Move]:
    """Return every move that a person may ask for from a state."""
    return [move for move in BY_HAND if move.source == source]
