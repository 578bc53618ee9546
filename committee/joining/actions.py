"""Asking to join, and the two answers."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.invitations.actions import invite_person
from committee.invitations.models import Invitation
from committee.joining.answering import answering
from committee.joining.models import JoiningRequest
from committee.joining.policy import may_answer
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from committee.organisations.models import MembershipRole, Organisation
from committee.organisations.queries import secretary
from committee.people.addresses import plain_address
from committee.people.models import Person

ASKED = register_verb("joining.asked", _("received a request to join %(organisation_name)s: %(function)s"))
INVITED = register_verb("joining.invited", _("invited who asked to join %(organisation_name)s: %(function)s"))
DECLINED = register_verb("joining.declined", _("declined a request to join %(organisation_name)s: %(function)s"))
ANSWER = register_verb("duty.joining", _("Answer the request to join %(organisation_name)s: %(function)s"))


@transaction.atomic
def ask_to_join(
    *, address: str, language: str, organisation: Organisation, function: str, message: str = ""
) -> JoiningRequest | None:
    """Ask, without an account, to be let in. Whoever manages the organisation's members owes an answer, else the secretariat.

    Nothing is done, and nobody told, for an address that has an account, an invitation or a request under way; nor on a
    site without a secretariat. The journal tells it in the name of the secretariat. Raises PersonalDataFound.
    """
    address, held, here = plain_address(address), secretary(), answering(organisation)
    if held is None or here is None or is_under_way(address):
        return None
    space = Space.objects.own(here)
    facts = {"address": address, "language": language, "organisation": organisation, "function": function}
    request: JoiningRequest = JoiningRequest.objects.create(message=message, space=space, asked_at=clock.now(), **facts)
    entry = record_joining(held.person, ASKED, request)
    owe_duty(organisation=here, ability=Ability.MANAGE_MEMBERS, code=ANSWER, about=request.about, entry=entry)
    return request


def is_under_way(address: str) -> bool:
    """Whether an address has come in, or is about to."""
    return (
        Person.objects.filter(email=address, is_active=True).exists()
        or Invitation.objects.pending().filter(address=address, expires_at__gt=clock.now()).exists()
        or JoiningRequest.objects.open().filter(address=address).exists()
    )


@transaction.atomic
def invite_who_asked(*, by: Person, request: JoiningRequest) -> Invitation:
    """Invite who asked, as an ordinary member, in their language. Raises PermissionDenied, Refused."""
    request = lock_open(by, request)
    request.invitation = invite_person(
        by=by,
        address=request.address,
        language=request.language,
        organisation=request.organisation,
        role=MembershipRole.MEMBER,
        function_fr=request.function,
        function_nl=request.function if request.language == "nl" else "",
    )
    settle(by, INVITED, request)
    return request.invitation


@transaction.atomic
def decline_request(*, by: Person, request: JoiningRequest) -> None:
    """Let nobody in; who asked is told nothing. Raises PermissionDenied, Refused."""
    settle(by, DECLINED, lock_open(by, request))


def lock_open(by: Person, request: JoiningRequest) -> JoiningRequest:
    """A request as it stands, locked; it still waits for an answer."""
    rows = JoiningRequest.objects.select_for_update(of=("self",)).select_related("organisation", "space")
    standing: JoiningRequest = rows.get(pk=request.pk)
    require(may_answer(by, standing))
    if standing.settled_at:
        raise Refused(_("Somebody has answered this request meanwhile."))
    return standing


def settle(by: Person, what: str, request: JoiningRequest) -> None:
    """Close a request: it awaits nobody any longer."""
    request.settled_at, request.settled_by = clock.now(), by
    request.save(update_fields=["settled_at", "settled_by", "invitation"])
    discharge_duties(code=ANSWER, about=request.about)
    record_joining(by, what, request)


def record_joining(by: Person, what: str, request: JoiningRequest) -> Entry:
    """Record it in the own space of whoever answers; never the address."""
    organisation = request.organisation
    return record(
        by=by,
        verb=what,
        about=request.about,
        space=request.space,
        organisation=request.space.organisation_id,
        function=request.function,
        organisation_name={"fr": organisation.name_fr, "nl": organisation.name_nl},
    )
