"""The dashboard as its page reads it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from committee.access.lanes import Lane
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.inbox.models import Duty
from committee.inbox.queries import open_duties
from committee.journal import clock
from committee.people.models import Reader
from issues.problems.counters.queries import counts_by_value
from issues.problems.records.dimensions import ALL
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from issues.resolution.solutions.actions.lifecycle import DELIVER
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import BEFORE_AGREEMENT

MOST = 1000
MOST_SOLUTIONS = 5
OPEN_STATES = [state for state in State if state not in (State.VERIFIED, State.CLOSED, State.MERGED)]


@dataclass(frozen=True)
class Awaiting:
    """A duty with its age in whole days."""

    duty: Duty
    days: int


def duties_awaiting(person: Reader) -> list[Awaiting]:
    """What awaits a person's organisations: what is overdue, the longest first, then the oldest; one query."""
    now = clock.now()
    awaiting = [Awaiting(duty, (now - duty.entry.at) // timedelta(days=1)) for duty in open_duties(person)]
    return sorted(awaiting, key=lambda one: -one.duty.days_overdue)


def promises_among(awaiting: list[Awaiting]) -> dict[str, int]:
    """How many of what awaits a person was promised, and how many of these are overdue; no query."""
    promised = [one.duty for one in awaiting if one.duty.code == DELIVER]
    return {"number": len(promised), "late": sum(bool(duty.days_overdue) for duty in promised)}


def unanswered_problems(person: Reader) -> list[Problem]:
    """The problems, newest first, on which a CPAS of the person has not said whether it is concerned; one query."""
    own = [pk for code, pk in standing_of(person).posts if code.startswith("cpas")]
    if not own:
        return []
    living = Problem.objects.visible_to(person).shared().filter(state__in=OPEN_STATES)
    return list(living.exclude(declarations__organisation__in=own).order_by("-filed_at")[:5])


def solutions_to_settle(person: Reader) -> list[Solution]:
    """The solutions, oldest first, on which the person's bench can agree; one query. What it owes is a duty already."""
    standing = standing_of(person)
    if not standing.can(Ability.STEER_SOLUTION):
        return []
    benches = {role.kind for role in standing.roles}
    theirs = Q(space__lane=Lane.COMMON, proposed_for__kind__in=benches)
    awaiting = Solution.objects.visible_to(person).filter(state__in=BEFORE_AGREEMENT).exclude(theirs)
    found = awaiting.select_related("owner")
    return list(found.order_by("proposed_at", "pk")[:MOST_SOLUTIONS])


def dashboard_figures(person: Reader) -> dict[str, int | str]:
    """Counts over the problems that a person reads; two queries, of which one stops at 1,000."""
    readable = standing_of(person).readable_ids
    counts = counts_by_value(readable)
    states = counts.get("state", {})
    at_risk = Problem.objects.visible_to(person).filter(right_at_risk=True, state__in=OPEN_STATES)
    return {
        "problems": counts.get(ALL, {}).get("", 0),
        "open": sum(states.get(state.value, 0) for state in OPEN_STATES),
        "verified": states.get(State.VERIFIED.value, 0),
        "at_risk": known if (known := at_risk[:MOST].count()) < MOST else f"{MOST}+",
    }
