"""The kinds *participant*, which is an organisation, and *seat*: what the registers hold, known to whoever takes part."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import Description, SubjectKind
from committee.people.models import Reader
from committee.registers.queries import common_space, organisation_keys, readable_keys
from committee.registers.recipients import hearing_of_organisation, hearing_of_seat
from committee.seats.models import Seat


def describe_organisations(person: Reader, keys: Collection[str]) -> dict[str, Description]:
    """What a person knows of organisations."""
    if not readable_keys(person, keys):
        return {}
    return {one.key: Description(one.name, "", "", "") for one in organisation_keys(keys)}


def describe_seats(person: Reader, keys: Collection[str]) -> dict[str, Description]:
    """What a person knows of seats."""
    numbers = [key for key in readable_keys(person, keys) if key.isdigit()]
    rows = Seat.objects.filter(pk__in=numbers).select_related("organisation") if numbers else []
    return {str(one.pk): Description(str(one), "", "", "") for one in rows}


ORGANISATION = SubjectKind(
    code="participant",
    label=_("Organisation"),
    plural=_("Organisations"),
    address="registers:organisation",
    visible_to=readable_keys,
    describe=describe_organisations,
    spaces=common_space,
    recipients=hearing_of_organisation,
)
SEAT = SubjectKind(
    code="seat",
    label=_("Seat"),
    plural=_("Seats"),
    address="registers:seat",
    visible_to=readable_keys,
    describe=describe_seats,
    spaces=common_space,
    recipients=hearing_of_seat,
)
