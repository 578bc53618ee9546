"""Who may keep and share views of the list, and who may handle many problems at once."""

from committee.access.policy import is_member
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.overview.register.models import SavedView


def may_save_view(person: Reader) -> bool:
    """Every member keeps views."""
    return is_member(person)


def may_share_views(person: Reader) -> bool:
    """The secretariat offers views to all."""
    return standing_of(person).can(Ability.MODERATE)


def may_change_view(person: Reader, view: SavedView) -> bool:
    """A view is its keeper's; one that is shared is the secretariat's, whoever made it."""
    return may_share_views(person) if view.shared else view.person_id == person.pk


def may_triage_many(person: Reader) -> bool:
    """Whoever triages may do so for several problems at once; each problem's own rules hold besides."""
    return standing_of(person).can(Ability.TRIAGE)
