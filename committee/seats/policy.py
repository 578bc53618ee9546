"""Who may change who sits where."""

from committee.access.policy import may_give_role, may_manage_members, runs_the_committee
from committee.organisations.models import Kind, Membership
from committee.people.models import Person, Reader
from committee.seats.models import Mandate, Seat

SEAT_THEMSELVES = (Kind.FEDERATION, Kind.ADMINISTRATION)
"""The kinds of organisations that decide who sits on their own seats."""


def may_seat_people(person: Reader) -> bool:
    """The technical administrator and the secretariat begin and end memberships and mandates."""
    return runs_the_committee(person)


def may_close_account(person: Reader, other: Person) -> bool:
    """Who seats people closes accounts as well, but never their own, and the secretariat not the administrator's.

    Who manages members closes those of colleagues who hold no seat, and no place that they could not have given.
    """
    if person.pk == other.pk or (other.is_superuser and not getattr(person, "is_superuser", False)):
        return False
    if may_seat_people(person):
        return True
    places = list(Membership.objects.current().filter(person=other).select_related("organisation"))
    given = bool(places) and all(may_give_role(person, place.organisation, place.role) for place in places)
    return given and not Mandate.objects.current().filter(person=other).exists()


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
