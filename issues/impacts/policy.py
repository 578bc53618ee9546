"""Who may declare, and who may know which CPAS declared what."""

from committee.access.policy import may_read
from committee.access.roles import Ability, Secretariat
from committee.access.standing import standing_of
from committee.organisations.models import Kind
from issues.problems.models import Problem
from issues.problems.states import State


def may_declare_impact(person, problem: Problem, organisation_id: int | None = None) -> bool:
    """A member of a CPAS declares for that CPAS on any problem they read that was not merged away."""
    standing = standing_of(person)
    living = problem.state != State.MERGED
    return living and may_read(person, problem.space_id) and standing.can(Ability.DECLARE_IMPACT, organisation_id)


def may_name_centres(person) -> bool:
    """CPAS and federations know which CPAS answered what; other benches see how many."""
    return any(role.kind in (Kind.CPAS, Kind.FEDERATION) for role in standing_of(person).roles)


def may_read_volumes_of(person, organisation_id: int) -> bool:
    """Volumes of one CPAS are for itself and the secretariat; everyone else reads sums."""
    standing = standing_of(person)
    return organisation_id in standing.organisation_ids or Secretariat in standing.roles
