"""Who may change who sits where."""

from committee.access.roles import Secretariat
from committee.access.standing import standing_of
from committee.people.models import Person, Reader


def may_seat_people(person: Reader) -> bool:
    """The technical administrator and the secretariat begin and end memberships and mandates."""
    return person.is_authenticated and (person.is_superuser or Secretariat in standing_of(person).roles)


def may_close_account(person: Reader, other: Person) -> bool:
    """Who seats people closes accounts as well, but never their own, and the secretariat not the administrator's."""
    return may_seat_people(person) and person.pk != other.pk and (person.is_superuser or not other.is_superuser)
