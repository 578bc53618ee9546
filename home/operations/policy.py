"""Who sees how the site runs: the secretariat, and the technical administrator, since nothing here is confidential."""

from __future__ import annotations

from committee.access.roles import Ability
from committee.access.standing import Reader, standing_of


def may_run_site(person: Reader) -> bool:
    """Whether somebody sees the tasks of the site, and has one done again."""
    return bool(getattr(person, "is_superuser", False)) or standing_of(person).can(Ability.MODERATE)
