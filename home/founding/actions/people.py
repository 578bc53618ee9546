"""The first people who sign in: who runs the server, and who keeps the committee's secretariat."""

from __future__ import annotations

from django.db import transaction

from committee.access.policy import require
from committee.organisations.models import MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.actions import begin_membership
from committee.seats.policy import may_seat_people
from home.founding.queries import first_administrator, first_of_secretariat
from home.founding.words import ADMINISTRATION, SECRETARIAT


@transaction.atomic
def admit_administrator(*, address: str, language: str) -> Person:
    """Make the first technical administrator, who has no password yet; the one that there is where there is one."""
    known = first_administrator()
    if known is not None:
        return known
    return Person.objects.create_superuser(address, None, language=language, **functions(ADMINISTRATION))


@transaction.atomic
def admit_secretariat(*, by: Person, address: str, language: str, organisation: Organisation) -> Person:
    """Let the first person of the secretariat in, at the federation that holds it; the one that there is where there is one.

    Raises PermissionDenied.
    """
    require(may_seat_people(by))
    known = first_of_secretariat()
    if known is not None:
        return known
    person = Person.objects.create_user(address, None, language=language, **functions(SECRETARIAT))
    begin_membership(by=by, person=person, organisation=organisation, role=MembershipRole.SECRETARIAT)
    return person


def functions(names: dict[str, str]) -> dict[str, str]:
    """What somebody is called in each language."""
    return {"function_fr": names["fr"], "function_nl": names["nl"]}
