"""Who may edit the taxonomies."""

from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader


def may_edit_taxonomies(person: Reader) -> bool:
    """The secretariat edits the taxonomies."""
    return standing_of(person).can(Ability.MODERATE)
