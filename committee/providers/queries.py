"""Whom an identity stands for here."""

from __future__ import annotations

from committee.invitations.actions import named_by
from committee.invitations.models import Invitation
from committee.invitations.states import State
from committee.people.authentication import MemberBackend
from committee.people.models import Person


def account_at(address: str) -> Person | None:
    """The open account of an address, if any."""
    person = Person.objects.filter(email=address, is_active=True).first() if address else None
    return person if person and may_come_in(person) else None


def may_come_in(person: Person) -> bool:
    """Whether an account may be used on this kind of site."""
    return MemberBackend().user_can_authenticate(person)


def invitation_open(address: str, token: str) -> Invitation | None:
    """The invitation that somebody holds the link of, or else that waits for an address; None where neither does."""
    held = named_by(token).first() if token else None
    if held is not None and held.state == State.OPEN:
        return held
    waiting = Invitation.objects.pending().filter(address=address).first() if address else None
    return waiting if waiting and waiting.state == State.OPEN else None
