"""Who may change who sits where."""

from committee.access.policy import runs_the_committee
from committee.people.models import Person, Reader


def may_seat_people(person: Reader) -> bool:
    """The technical administrator and the secretariat begin and end memberships and mandates."""
    return runs_the_committee(person)


def may_close_account(person: Reader, other: Person) -> bool:
    """Who seats people closes accounts as well, but never their own, and the secretariat not the administrator's."""
    return may_seat_people(person) and person.pk != other.pk and (person.is_superuser or not other.is_superuser)
