"""Who is told whether the site is whole."""

from committee.people.models import Reader
from committee.seats.policy import may_seat_people


def may_see_state(person: Reader) -> bool:
    """The secretariat and the technical administrator."""
    return may_seat_people(person)
