"""Who reads the security log."""

from committee.access.policy import runs_the_committee
from committee.people.models import Reader


def may_read_security_log(person: Reader) -> bool:
    """The secretariat and the technical administrator."""
    return runs_the_committee(person)
