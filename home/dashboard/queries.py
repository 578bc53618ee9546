"""The dashboard as its page reads it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, Sum

from committee.access.standing import standing_of
from committee.inbox.models import Duty
from committee.inbox.queries import open_duties
from committee.journal import clock
from issues.problems.models import Problem
from issues.problems.states import State

OPEN_STATES = [state for state in State if state not in (State.VERIFIED, State.CLOSED, State.MERGED)]


@dataclass(frozen=True)
class Awaiting:
    """A duty with its age in whole days."""

    duty: Duty
    days: int


def awaiting(person) -> list[Awaiting]:
    """What awaits a person's organisations, oldest first; one query."""
    now = clock.now()
    return [Awaiting(duty, (now - duty.entry.at) // timedelta(days=1)) for duty in open_duties(person)]


def unanswered(person) -> list[Problem]:
    """The problems, newest first, on which a CPAS of the person has not said whether it is concerned; one query."""
    own = [pk for code, pk in standing_of(person).posts if code.startswith("cpas")]
    if not own:
        return []
    living = Problem.objects.visible_to(person).shared().filter(state__in=OPEN_STATES)
    return list(living.exclude(declarations__organisation__in=own).order_by("-filed_at")[:5])


def figures(person) -> dict[str, int]:
    """Counts over the problems that a person reads; one query."""
    return Problem.objects.visible_to(person).aggregate(
        problems=Count("pk"),
        open=Count("pk", filter=Q(state__in=OPEN_STATES)),
        at_risk=Count("pk", filter=Q(right_at_risk=True, state__in=OPEN_STATES)),
        verified=Count("pk", filter=Q(state=State.VERIFIED)),
        hours_low=Sum("tally__hours_low", default=0.0),
        hours_high=Sum("tally__hours_high", default=0.0),
    )
