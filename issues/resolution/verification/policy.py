"""Who may say whether a solution works, and who reads which CPAS said what."""

from committee.access.policy import may_read
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.fieldwork.impacts.policy import may_name_centres
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.states import IN_THE_FIELD
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.states import DOUBTS


def may_give_verdict(
    person: Reader, solution: Solution, organisation_id: int, concerned: set[int] | None = None
) -> bool:
    """A CPAS concerned says, once a solution is delivered, whether it works there; nobody else may."""
    delivered = solution.state in IN_THE_FIELD
    mine = standing_of(person).can(Ability.VERIFY_SOLUTION, organisation_id)
    if not (delivered and mine and may_read(person, solution.space_id)):
        return False
    return organisation_id in (concerned_ids(solution) if concerned is None else concerned)


def may_read_verdict(person: Reader, solution: Solution, verdict: Verdict) -> bool:
    """Who reads which CPAS said what, with its words: the CPAS itself, and the benches that know who answered what.

    Where it works partly or not at all, the owner as well: nobody repairs what they cannot read.
    """
    mine = standing_of(person).organisation_ids
    repairs = solution.owner_id in mine and verdict.outcome in DOUBTS
    return verdict.organisation_id in mine or repairs or may_name_centres(person)
