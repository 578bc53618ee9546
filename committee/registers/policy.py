"""Who reads the registers, and who changes them."""

from committee.access.policy import is_member, may_manage_members, runs_the_committee
from committee.organisations.models import Kind, Organisation
from committee.people.models import Reader


def may_read_registers(person: Reader) -> bool:
    """Whoever takes part knows who takes part, and so does the technical administrator, who may have to seat people."""
    return is_member(person) or runs_the_committee(person)


def may_keep_register(person: Reader) -> bool:
    """The technical administrator and the secretariat add, rename, merge and close organisations."""
    return runs_the_committee(person)


def may_describe_software(person: Reader, organisation: Organisation) -> bool:
    """The secretariat, and the coordinator of a CPAS for that CPAS alone, say with which software it works."""
    if not organisation.takes_part:
        return False
    own = organisation.kind == Kind.CPAS and may_manage_members(person, organisation)
    return may_keep_register(person) or own
