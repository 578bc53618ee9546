"""Who is told how the site runs, and what it lacks: nothing here is of a case."""

from __future__ import annotations

from committee.people.models import Reader
from committee.seats.policy import may_seat_people


def may_run_site(person: Reader) -> bool:
    """The secretariat and the technical administrator see the state and the tasks of the site, and have one done again."""
    return may_seat_people(person)
