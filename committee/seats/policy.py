"""Who may change who sits where."""

from committee.access.policy import may_give_role, runs_the_committee
from committee.organisations.models import Membership
from committee.people.models import Person, Reader
from committee.seats.models import Mandate


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
