"""What a person's page and the page of a departure say."""

from typing import Any

from committee.access.roles import role_of
from committee.members.extension_points import BELONGINGS, Belongings, Left
from committee.organisations.models import Membership
from committee.people.models import Person


def role_words(place: Membership) -> str:
    """A place as its role is called."""
    role = role_of(place.organisation.kind, place.role)
    return str(role.label if role else place.get_role_display())


def place_rows(places: list[Membership]) -> list[dict[str, Any]]:
    """The organisations of a person, with the role in each."""
    return [
        {"organisation": place.organisation, "role": role_words(place), "since": place.began_on} for place in places
    ]


def directory_rows(people: list[Person]) -> list[dict[str, Any]]:
    """People as the directory lists them; they bring `places` and `away`."""
    return [
        {"person": one, "places": place_rows(one.places), "away": next(iter(one.away), None)}  # type: ignore[attr-defined]
        for one in people
    ]


def belongings_of(reader: Person, person: Person) -> list[tuple[Belongings, list[Left]]]:
    """What is in a person's hands, by sort; nothing for sorts of which there is none."""
    listed = ((sort, sort.list(reader, person)) for sort in BELONGINGS)
    return [(sort, things) for sort, things in listed if things]
