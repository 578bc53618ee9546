"""Who invites: a coordinator colleagues, a federation its staff, the secretariat anyone; each only to what they hold."""

from django.db.models import QuerySet

from committee.access.policy import may_give_role, runs_the_committee
from committee.access.roles import Ability, role_of
from committee.access.standing import standing_of
from committee.invitations.models import Invitation, InvitationQuerySet
from committee.organisations.models import MembershipRole, Organisation
from committee.people.models import Person, Reader
from committee.seats.models import Seat
from committee.seats.policy import may_seat_people


def may_invite_people(person: Reader) -> bool:
    """Whether a person invites anybody at all."""
    return runs_the_committee(person) or standing_of(person).can(Ability.MANAGE_MEMBERS)


def may_invite(person: Reader, organisation: Organisation, role: str, seat: Seat | None = None) -> bool:
    """Whether a person may invite somebody to a role, and perhaps to a seat of the same organisation."""
    seated = seat is None or (may_seat_people(person) and seat.organisation_id == organisation.pk)
    means = role_of(organisation.kind, role) is not None
    return means and seated and may_give_role(person, organisation, role)


def may_invite_administrator(person: Reader) -> bool:
    """Only whoever runs the site lets somebody else run it."""
    return isinstance(person, Person) and person.is_active and person.is_superuser


def may_handle_invitation(person: Reader, invitation: Invitation) -> bool:
    """Who might have sent an invitation sends it again, or withdraws it."""
    if invitation.is_technical:
        return may_invite_administrator(person)
    return may_invite(person, invitation.organisation, invitation.role, invitation.seat)


def visible_to(person: Reader) -> InvitationQuerySet:
    """The invitations to the organisations whose members a person manages; a technical administrator's own as well."""
    if may_invite_administrator(person):
        return Invitation.objects.all()
    return Invitation.objects.filter(organisation__in=organisations_managed(person), is_technical=False)


def organisations_managed(person: Reader) -> QuerySet[Organisation]:
    """The organisations whose members a person lets in and out."""
    if runs_the_committee(person):
        return Organisation.objects.all()
    standing = standing_of(person)
    held = [pk for pk in standing.organisation_ids if standing.can(Ability.MANAGE_MEMBERS, pk)]
    return Organisation.objects.filter(pk__in=held)


def roles_to_give(person: Reader, organisation: Organisation) -> list[MembershipRole]:
    """The roles that a person may give in an organisation."""
    return [role for role in MembershipRole if may_invite(person, organisation, role)]
