"""Who may look at who could see what."""

from committee.access.policy import may_moderate
from committee.people.models import Reader


def may_audit(person: Reader, space_id: int) -> bool:
    """Who moderates the lane in which a thing stands now: of an own space, the reference person of that organisation."""
    return may_moderate(person, space_id)
