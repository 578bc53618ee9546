"""Who enters the admin of publications."""

from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader


def may_approve_pages(person: Reader) -> bool:
    """Whose role approves what is submitted. No query once the standing is known."""
    return standing_of(person).can(Ability.APPROVE_PAGES)


def may_edit_pages(person: Reader) -> bool:
    """Editors, approvers, and the technical administrator. No query once the standing is known."""
    standing = standing_of(person)
    by_role = standing.can(Ability.EDIT_PAGES) or standing.can(Ability.APPROVE_PAGES)
    return by_role or (person.is_authenticated and person.is_superuser)
