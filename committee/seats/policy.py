"""Who may change who sits where."""

from committee.access.policy import may_manage_members, runs_the_committee
from committee.organisations.models import Kind, Membership
from committee.people.models import Person, Reader
from committee.seats.models import Seat

SEAT_THEMSELVES = (Kind.FEDERATION, Kind.ADMINISTRATION)
"""The kinds of organisations that decide who sits on their own seats."""


def may_seat_people(person: Reader) -> bool:
    """The technical administrator and the secretariat begin and end memberships and mandates."""
    return runs_the_committee(person)


def may_close_account(person: Reader, other: Person) -> bool:
    """Who seats people closes accounts as well, but never their own, and the secretariat not the administrator's."""
    return may_seat_people(person) and person.pk != other.pk and (person.is_superuser or not other.is_superuser)


def may_manage_seat(person: Reader, seat: Seat) -> bool:
    """The secretariat fills each seat; a federation and the administration their own, by whoever manages members there."""
    own = seat.organisation.kind in SEAT_THEMSELVES and may_manage_members(person, seat.organisation)
    return runs_the_committee(person) or own


def may_give_mandate(person: Reader, seat: Seat, other: Person) -> bool:
    """Who fills a seat of their own organisation gives it to a colleague; the secretariat to anybody."""
    if runs_the_committee(person):
        return True
    colleagues = Membership.objects.current().filter(organisation=seat.organisation_id, person=other)
    return may_manage_seat(person, seat) and colleagues.exists()
