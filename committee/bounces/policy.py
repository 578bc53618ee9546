"""Who learns that mails to somebody come back, and who says that the address is right."""

from __future__ import annotations

from committee.access.policy import may_manage_members, runs_the_committee
from committee.organisations.models import Membership
from committee.people.models import Person, Reader


def may_see_bounces(by: Reader, person: Person) -> bool:
    """The person, whoever manages members where the person works, and the secretariat; so they say who may confirm it."""
    if by.pk == person.pk or runs_the_committee(by):
        return True
    places = Membership.objects.current().filter(person=person).select_related("organisation")
    return any(may_manage_members(by, place.organisation) for place in places)
