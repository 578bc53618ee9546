"""Who may declare, and who may know which CPAS declared what."""

from collections.abc import Callable
from functools import cache

from committee.access.disclosure import AFFECTED, may_read_sum
from committee.access.policy import may_read
from committee.access.roles import Ability, Secretariat
from committee.access.standing import standing_of
from committee.organisations.models import Kind
from committee.organisations.queries import centres
from committee.people.models import Reader
from issues.problems.records.models import Problem
from issues.problems.records.states import State


def may_declare_impact(person: Reader, problem: Problem, organisation_id: int | None = None) -> bool:
    """A member of a CPAS declares for that CPAS on any problem they read that was not merged away."""
    standing = standing_of(person)
    living = problem.state != State.MERGED
    return living and may_read(person, problem.space_id) and standing.can(Ability.DECLARE_IMPACT, organisation_id)


def may_name_centres(person: Reader) -> bool:
    """CPAS and federations know which CPAS answered what; other benches see how many."""
    return any(role.kind in (Kind.CPAS, Kind.FEDERATION) for role in standing_of(person).roles)


def may_read_sums(person: Reader, cells: str) -> bool:
    """Whether a person reads sums of volumes that rest on the CPAS affected in `cells`, a strip in its own order.

    Sums that rest on one or two CPAS are for the secretariat and, where there is only one, for that CPAS itself:
    of two, each would find the other's by subtracting its own. Counts of CPAS are never masked.
    """
    return sums_readable_by(person)(cells)


def sums_readable_by(person: Reader) -> Callable[[str], bool]:
    """`may_read_sums` of one person for many strips: what it takes to know is asked once."""
    standing = standing_of(person)
    everything = Secretariat in standing.roles

    @cache
    def own() -> frozenset[int]:
        return frozenset(place for place, one in enumerate(centres()) if one.pk in standing.organisation_ids)

    def readable(cells: str) -> bool:
        return may_read_sum(cells, everything=everything, own=own() if AFFECTED in cells else ())

    return readable


def may_read_suppliers(person: Reader, problem: Problem) -> bool:
    """Who knows which CPAS answered what reads how it falls by software: the register names the CPAS of each supplier."""
    return may_read(person, problem.space_id) and may_name_centres(person)


def may_read_declarations(person: Reader, problem: Problem) -> bool:
    """The secretariat reads what each CPAS declared on a problem of a lane that it reads."""
    return may_read(person, problem.space_id) and Secretariat in standing_of(person).roles
