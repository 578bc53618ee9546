"""Who may edit the taxonomies."""

from committee.access.roles import Ability
from committee.access.standing import standing_of


def may_edit_taxonomies(person) -> bool:
    """The secretariat edits the taxonomies."""
    return standing_of(person).can(Ability.MODERATE)
