"""What can be done to invitations. What an inviter may no longer give, an accepted invitation no longer gives."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import role_of
from committee.invitations.links import hash_of, new_nonce, token_from
from committee.invitations.models import LASTS, Invitation
from committee.invitations.policy import may_handle_invitation, may_invite, may_invite_administrator
from committee.invitations.states import State
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import bilingual, register_verb
from committee.organisations.models import MembershipRole, Organisation
from committee.people.addresses import plain_address
from committee.people.models import Person
from committee.seats.actions import begin_mandate, begin_membership
from committee.seats.models import Seat

SENT = register_verb("invitation.sent", _("invited somebody to %(organisation_name)s: %(role)s"))
RESENT = register_verb("invitation.resent", _("sent an invitation to %(organisation_name)s again: %(role)s"))
WITHDRAWN = register_verb("invitation.withdrawn", _("withdrew an invitation to %(organisation_name)s: %(role)s"))
ACCEPTED = register_verb("invitation.accepted", _("accepted the invitation to %(organisation_name)s: %(role)s"))
MAILED = (SENT, RESENT)
"""After these, `home/wiring.py` has the mail written."""
AGAIN = timedelta(minutes=5)
"""For so long after it was accepted, the same form sent once more is taken for the same deed."""
NO_LONGER = {
    State.ACCEPTED: _("This invitation was used already: sign in with your address and passphrase."),
    State.WITHDRAWN: _("This invitation was withdrawn. Ask whoever invited you for another one."),
    State.EXPIRED: _("This invitation has expired. Ask whoever invited you to send it again: that takes one click."),
}


@transaction.atomic
def invite_person(
    *,
    by: Person,
    address: str,
    language: str,
    organisation: Organisation,
    role: str,
    function_fr: str = "",
    function_nl: str = "",
    seat: Seat | None = None,
    capacity: str = "",
) -> Invitation:
    """Invite whoever holds an address, which is mailed a link in `language` once this is committed.

    Raises PermissionDenied; Refused for an address that has an account in use or an invitation that still runs.
    """
    require(may_invite(by, organisation, role, seat))
    address = plain_address(address)
    require_free(address)
    return store_invitation(
        by, address=address, language=language, organisation=organisation, role=MembershipRole(role),
        function_fr=function_fr, function_nl=function_nl, seat=seat, capacity=capacity,
    )  # fmt: skip


@transaction.atomic
def invite_administrator(*, by: Person, person: Person, organisation: Organisation) -> Invitation:
    """Invite a technical administrator, whose account nobody has opened yet, in the name of an organisation.

    Raises PermissionDenied; Refused for an account that is open, and for one that is no administrator's.
    """
    require(may_invite_administrator(by))
    if not is_unopened(person):
        words = NO_LONGER[State.ACCEPTED]
        raise Refused(words)
    require_uninvited(person.email)
    return store_invitation(
        by, address=person.email, language=person.language, organisation=organisation, is_technical=True,
        function_fr=person.function_fr, function_nl=person.function_nl,
    )  # fmt: skip


def is_unopened(person: Person) -> bool:
    """Whether an account is a technical administrator's that has waited for its passphrase ever since it was made."""
    opened = Invitation.objects.filter(person=person, is_technical=True).exists()
    return person.is_superuser and person.is_active and not person.has_usable_password() and not opened


def store_invitation(by: Person, **facts: Any) -> Invitation:
    """Keep an invitation that was found lawful, and record it, which sends it."""
    moment, nonce = clock.now(), new_nonce()
    invitation = Invitation.objects.create(
        **facts, invited_by=by, created_at=moment, sent_at=moment, expires_at=moment + LASTS, nonce=nonce,
        token_hash=hash_of(token_from(nonce)),
    )  # fmt: skip
    record_invitation(by, SENT, invitation)
    return invitation


@transaction.atomic
def invite_several(*, by: Person, rows: Iterable[Mapping[str, Any]]) -> list[Invitation]:
    """Invite several people, all of them or none. Raises as `invite_person` does."""
    return [invite_person(by=by, **facts) for facts in rows]


def require_free(address: str) -> None:
    """Raise Refused where an address cannot be invited."""
    if Person.objects.filter(email=address, is_active=True).exists():
        raise Refused(_("This address has an account already: find it among the members."), field="address")
    require_uninvited(address)


def require_uninvited(address: str) -> None:
    """Raise Refused where an invitation of an address still runs; what expired makes room."""
    Invitation.objects.expired().filter(address=address).update(withdrawn_at=clock.now())
    if Invitation.objects.pending().filter(address=address).exists():
        raise Refused(_("This address is invited already; the invitation can be sent again."), field="address")


@transaction.atomic
def resend_invitation(*, by: Person, invitation: Invitation) -> Invitation:
    """Send an invitation again, under a new link that lasts as long as the first; the old link ends.

    Raises PermissionDenied; Refused for one that was accepted or withdrawn.
    """
    invitation = lock_pending(by, invitation)
    moment, nonce = clock.now(), new_nonce()
    invitation.nonce, invitation.token_hash = nonce, hash_of(token_from(nonce))
    invitation.sent_at, invitation.expires_at = moment, moment + LASTS
    invitation.times_sent += 1
    invitation.save(update_fields=["nonce", "token_hash", "sent_at", "expires_at", "times_sent"])
    record_invitation(by, RESENT, invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: Person, invitation: Invitation) -> Invitation:
    """Withdraw an invitation: its link ends at once. Raises PermissionDenied; Refused for one that has ended."""
    invitation = lock_pending(by, invitation)
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    record_invitation(by, WITHDRAWN, invitation)
    return invitation


def lock_pending(by: Person, invitation: Invitation) -> Invitation:
    """An invitation as it stands, its row locked; it can still be sent again or withdrawn."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "seat")
    standing = rows.get(pk=invitation.pk)
    require(may_handle_invitation(by, standing))
    if standing.accepted_at or standing.withdrawn_at:
        raise Refused(_("This invitation has ended: it was accepted or withdrawn."))
    return standing


def named_by(token: str) -> QuerySet[Invitation]:
    """The invitation that a link names, whatever became of it."""
    related = ("organisation", "seat__organisation", "invited_by", "person")
    return Invitation.objects.filter(token_hash=hash_of(token)).select_related(*related)


@transaction.atomic
def accept_invitation(
    *, token: str, password: str | None, language: str, function_fr: str, function_nl: str = ""
) -> Person:
    """Open the account of whoever holds the link, with the place that was offered. `password` has been validated; without
    one, an identity provider vouches for the person.

    The same form sent twice is one deed. Raises Refused, in words, for a link that has ended.
    """
    invitation = named_by(token).select_for_update(of=("self",)).first()
    if invitation is None:
        raise Refused(_("This link is not valid. Ask whoever invited you to send the invitation again."))
    if opened := opened_just_now(invitation, password):
        return opened
    if invitation.state != State.OPEN:
        words = NO_LONGER[invitation.state]
        raise Refused(words)
    if not may_handle_invitation(invitation.invited_by, invitation):
        raise Refused(_("Whoever invited you may no longer do so. Ask the secretariat for another invitation."))
    person = open_account(invitation, password, language, function_fr, function_nl)
    give_place(invitation, person)
    invitation.accepted_at, invitation.person = clock.now(), person
    invitation.save(update_fields=["accepted_at", "person"])
    record_invitation(person, ACCEPTED, invitation)
    return person


def give_place(invitation: Invitation, person: Person) -> None:
    """What was offered, in the name of whoever offered it; to run the site is no place in the committee."""
    if invitation.is_technical:
        return
    by, organisation = invitation.invited_by, invitation.organisation
    begin_membership(by=by, person=person, organisation=organisation, role=MembershipRole(invitation.role))
    if invitation.seat:
        begin_mandate(by=by, seat=invitation.seat, person=person, capacity=invitation.capacity)


def opened_just_now(invitation: Invitation, password: str | None) -> Person | None:
    """Whoever a form that was sent a second time let in: just now, with the very passphrase that was chosen."""
    person = invitation.person
    if person is None or invitation.accepted_at is None or clock.now() > invitation.accepted_at + AGAIN:
        return None
    return person if password and person.is_active and person.check_password(password) else None


def open_account(
    invitation: Invitation, password: str | None, language: str, function_fr: str, function_nl: str
) -> Person:
    """A new account for an address, the closed one of somebody who comes back, or an administrator's that was waiting."""
    facts = {"language": language, "function_fr": function_fr, "function_nl": function_nl}
    person = Person.objects.select_for_update().filter(email=invitation.address).first()
    if person is None:
        return Person.objects.create_user(invitation.address, password, **facts)
    if person.is_active and not (invitation.is_technical and is_unopened(person)):
        words = NO_LONGER[State.ACCEPTED]
        raise Refused(words)
    for name, value in facts.items():
        setattr(person, name, value)
    person.is_active = True
    person.set_password(password)
    person.save(update_fields=[*facts, "is_active", "password"])
    return person


def record_invitation(by: Person, what: str, invitation: Invitation) -> None:
    """Record what happened to an invitation in the own space of the organisation; never the address."""
    organisation = invitation.organisation
    role = role_of(organisation.kind, invitation.role)
    record(
        by=by,
        verb=what,
        about=("invitation", str(invitation.pk)),
        space=Space.objects.own(organisation),
        organisation=organisation,
        organisation_name={"fr": organisation.name_fr, "nl": organisation.name_nl},
        role=bilingual(role.label if role else invitation.role),
    )


@transaction.atomic
def pass_invitations_on(person: Person, to: Person, keys: Collection[str]) -> list[str]:
    """Let open invitations of somebody who leaves stand in the name of a colleague who could have sent them."""
    mine = Invitation.objects.pending().filter(invited_by=person, pk__in=keys).select_related("organisation", "seat")
    passed = [str(one.pk) for one in mine if may_handle_invitation(to, one)]
    Invitation.objects.filter(pk__in=passed).update(invited_by=to)
    return passed
