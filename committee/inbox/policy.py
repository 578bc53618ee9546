"""Who looks after mail that did not leave."""

from __future__ import annotations

from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Person, Reader


def may_handle_mail(person: Reader) -> bool:
    """Whoever keeps order, and the technical administrator: they see to whom and why, never what it said."""
    runs = isinstance(person, Person) and person.is_active and person.is_superuser
    return runs or standing_of(person).can(Ability.MODERATE)
