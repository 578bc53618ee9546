"""Invitations as their page lists them."""

from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from committee.invitations.batches import Row, names_of, row_of
from committee.invitations.models import Invitation
from committee.invitations.policy import may_invite, organisations_managed, roles_to_give, visible_to
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


def rows_to_invite(person: Person, written: list[dict[str, str]], language: str) -> list[Row]:
    """The lines of a table with everything that stands against each; three queries, whatever the lines."""
    places = names_of(list(organisations_managed(person)))
    rows = [row_of(number, cells, places, language) for number, cells in enumerate(written, start=2)]
    addresses = [row.facts["address"] for row in rows]
    accounts = set(Person.objects.filter(email__in=addresses, is_active=True).values_list("email", flat=True))
    open_ones = Invitation.objects.pending().filter(address__in=addresses, expires_at__gt=clock.now())
    invited = set(open_ones.values_list("address", flat=True))
    seen: set[str] = set()
    for row in rows:
        row.faults += faults_among(person, row, accounts, invited, seen)
        seen.add(row.facts["address"])
    return rows


def faults_among(
    person: Person, row: Row, accounts: set[str], invited: set[str], seen: set[str]
) -> list[str | Promise]:
    """What stands against a line beside others, and beside what is there already."""
    address, organisation, role = (row.facts[name] for name in ("address", "organisation", "role"))
    found: list[str | Promise] = []
    if address in accounts:
        found.append(_("This address has an account already: find it among the members."))
    if address in invited:
        found.append(_("This address is invited already; the invitation can be sent again."))
    if address in seen:
        found.append(_("This address stands in a line above."))
    if organisation and role and not may_invite(person, organisation, role):
        found.append(_("You may not give this role in this organisation."))
    return found
