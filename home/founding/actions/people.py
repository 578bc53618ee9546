"""The first people who sign in: who runs the server, and who keeps the committee's secretariat. Both are invited."""

from __future__ import annotations

from django.db import transaction

from committee.access.policy import require
from committee.invitations.actions import invite_administrator, invite_person, is_unopened, resend_invitation
from committee.invitations.models import Invitation
from committee.invitations.states import State
from committee.organisations.models import MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.policy import may_seat_people
from home.founding.queries import first_administrator, first_of_secretariat, invitation_to, secretariat_invited
from home.founding.words import ADMINISTRATION, SECRETARIAT


@transaction.atomic
def register_administrator(*, address: str, language: str) -> Person:
    """Make the account of the first technical administrator, which nobody can use yet; the one that there is where there is one."""
    known = first_administrator()
    if known is not None:
        return known
    return Person.objects.create_superuser(address, None, language=language, **functions(ADMINISTRATION))


@transaction.atomic
def admit_administrator(*, by: Person, organisation: Organisation) -> Invitation | None:
    """Invite the first technical administrator, once; None where the account is open. Raises PermissionDenied."""
    known = invitation_to(by.email)
    if known is not None:
        return renewed(known, by)
    return invite_administrator(by=by, person=by, organisation=organisation) if is_unopened(by) else None


@transaction.atomic
def admit_secretariat(*, by: Person, address: str, language: str, organisation: Organisation) -> Invitation | None:
    """Invite the first person of the secretariat to the federation that holds it, once; None where somebody keeps it already.

    Raises PermissionDenied; Refused for an address that has an account.
    """
    require(may_seat_people(by))
    if first_of_secretariat() is not None:
        return None
    known = secretariat_invited()
    if known is not None:
        return renewed(known, by)
    return invite_person(
        by=by,
        address=address,
        language=language,
        organisation=organisation,
        role=MembershipRole.SECRETARIAT,
        function_fr=SECRETARIAT["fr"],
        function_nl=SECRETARIAT["nl"],
    )


def renewed(invitation: Invitation, by: Person) -> Invitation:
    """An invitation that still runs; one that has expired is sent again."""
    return resend_invitation(by=by, invitation=invitation) if invitation.state == State.EXPIRED else invitation


def functions(names: dict[str, str]) -> dict[str, str]:
    """What somebody is called in each language."""
    return {"function_fr": names["fr"], "function_nl": names["nl"]}
