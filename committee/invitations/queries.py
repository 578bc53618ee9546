"""Invitations as their page lists them."""

from datetime import timedelta
from typing import Any

from committee.invitations.models import Invitation
from committee.invitations.policy import roles_to_give, visible_to
from committee.journal import clock
from committee.organisations.models import MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.policy import may_seat_people

REMEMBERED = timedelta(days=30)
MOST = 200


def pending_invitations(person: Person) -> list[Invitation]:
    """Those that wait for an answer or have expired, the newest first, as far as a person handles them; one query."""
    rows = visible_to(person).pending().select_related("organisation", "invited_by", "seat__organisation")
    return list(rows[:MOST])


def ended_invitations(person: Person) -> list[Invitation]:
    """Those that were accepted or withdrawn in the last month; one query."""
    rows = visible_to(person).filter(sent_at__gt=clock.now() - REMEMBERED)
    ended = rows.exclude(accepted_at=None, withdrawn_at=None)
    return list(ended.select_related("organisation", "invited_by", "person")[:MOST])


def roles_on_offer(person: Person, organisations: list[Organisation]) -> list[tuple[str, Any]]:
    """The roles that a person may give anywhere, as choices in their order."""
    if may_seat_people(person):
        return list(MembershipRole.choices)
    given = {role for organisation in organisations for role in roles_to_give(person, organisation)}
    return [(role.value, role.label) for role in MembershipRole if role in given]
