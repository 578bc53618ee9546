"""Commitments as pages and calendars read them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from committee.access.lanes import Lane
from committee.access.standing import standing_of
from committee.people.models import Person, Reader
from committee.seats.models import Mandate, Seat
from issues.overview.commitments.extension_points import SOURCES, Commitment, Whose
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import IN_THE_FIELD, PROMISED, State

MOST = 500
"""So many of each source a page shows, the soonest due first."""


def commitments_of(person: Reader, whose: Whose) -> list[Commitment]:
    """What is promised, as far as a person reads it: what is overdue first, then by day; one query for each source."""
    found = [one for source in SOURCES for one in source(person, whose)]
    return sorted(found, key=lambda one: (not one.is_open, one.due_on is None, one.due_on or date.max))


def promised_solutions(person: Reader, whose: Whose) -> list[Commitment]:
    """The solutions that were agreed, delivered or not, that a person reads; one query."""
    asked = Q(owner__in=whose.organisations) | Q(owner_seat__in=whose.seats)
    rows = Solution.objects.visible_to(person).filter(state__in=(*PROMISED, *IN_THE_FIELD))
    rows = rows if whose.is_everybody else rows.filter(asked)
    related = ("owner", "owner_seat", "owner_seat__organisation", "space")
    return [commitment_of(one) for one in rows.select_related(*related).order_by("due_on", "pk")[:MOST]]


def commitment_of(solution: Solution) -> Commitment:
    """A solution as what its owner promised."""
    return Commitment(
        about=solution.about,
        title=solution.title_here,
        language=solution.language_here,
        owner=solution.owner,
        seat=solution.owner_seat,
        due_on=solution.due_on,
        state=solution.state,
        state_words=State(solution.state).label,
        lane=Lane(solution.space.lane),
        is_open=solution.state in (*PROMISED, State.RELAPSED),
    )


def own_of(person: Reader) -> Whose:
    """Whose commitments are a person's own: the benches' organisations they work for, and the seats that they hold; one query."""
    standing = standing_of(person)
    places = frozenset(pk for code, pk in standing.posts if not code.startswith(("cpas", "guest")))
    return Whose(places, frozenset(seat.pk for seat in seats_of(person)))


def seats_of(person: Reader) -> list[Seat]:
    """The seats that a person holds today; one query."""
    if not isinstance(person, Person):
        return []
    held = Mandate.objects.current().filter(person=person, seat__isnull=False)
    seats = Seat.objects.filter(pk__in=held.values("seat")).exclude(bench="observers")
    return list(seats.select_related("organisation"))
