"""What a person's page and the page of a departure say."""

from itertools import groupby
from typing import Any

from committee.access.roles import role_of
from committee.members.extension_points import BELONGINGS, Belongings, Left
from committee.members.models import HandedOver
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


def belongings_of(reader: Person, person: Person) -> list[tuple[Belongings, dict[str, Left]]]:
    """What is in a person's hands, by sort and key; nothing for sorts of which there is none."""
    listed = ((sort, sort.tell(reader, sort.held(person))) for sort in BELONGINGS)
    return [(sort, things) for sort, things in listed if things]


def handover_rows(reader: Person, things: list[HandedOver]) -> list[dict[str, Any]]:
    """What was passed on, by who holds it since and by sort, as it reads today; what is gone is counted."""
    rows = []
    for to, theirs in groupby(sorted(things, key=lambda one: one.to_id), key=lambda one: one.to):
        mine = list(theirs)
        groups = [group_of(reader, sort, mine) for sort in BELONGINGS]
        rows.append({"to": to, "groups": [group for group in groups if group]})
    return rows


def group_of(reader: Person, sort: Belongings, things: list[HandedOver]) -> dict[str, Any] | None:
    """The things of one sort among some, or None."""
    keys = [one.key for one in things if one.sort == sort.code]
    told = sort.tell(reader, keys) if keys else {}
    return {"label": sort.label, "things": list(told.values()), "gone": len(keys) - len(told)} if keys else None
