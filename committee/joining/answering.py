"""Who answers a request: whoever manages the members of an organisation, or the secretariat where nobody does."""

from committee.access.roles import BY_FACTS, Ability
from committee.organisations.models import Kind, Membership, MembershipQuerySet, MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.models import Committee


def answering(organisation: Organisation) -> Organisation | None:
    """The organisation whose people answer: itself where somebody manages its members, else the secretariat's."""
    if managing(organisation).exists():
        return organisation
    committee = Committee.objects.select_related("secretariat").first()
    return committee.secretariat if committee else None


def managing(organisation: Organisation) -> MembershipQuerySet:
    """The places from which the members of an organisation are managed."""
    roles = [
        role.membership
        for role in BY_FACTS.values()
        if role.kind == Kind(organisation.kind) and Ability.MANAGE_MEMBERS in role.abilities
    ]
    return Membership.objects.current().filter(organisation=organisation, role__in=roles, person__is_active=True)


def people_answering(organisation: Organisation) -> list[Person]:
    """Those of an organisation who manage members; one query."""
    return [one.person for one in managing(organisation).select_related("person")]


def secretariat_of(organisation: Organisation | None) -> list[Person]:
    """Those of an organisation who are its secretariat; one query."""
    held = Membership.objects.current().filter(organisation=organisation, role=MembershipRole.SECRETARIAT)
    return [one.person for one in held.select_related("person") if one.person.is_active]
