"""Who may say whether a solution works, who reads which CPAS said what, and who sets the rule."""

from committee.access.policy import may_read
from committee.access.roles import Ability, Secretariat
from committee.access.standing import standing_of
from committee.journal import clock
from committee.people.models import Reader
from issues.fieldwork.impacts.policy import may_name_centres
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.states import IN_THE_FIELD
from issues.resolution.verification.links import Followed, expiry_of
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


def may_answer_by_link(followed: Followed) -> bool:
    """Whether a link of a mail still speaks: it dies with its days, with the delivery, and with the person's own right.

    It ends, too, when the person asks for new private addresses.
    """
    asked = followed.asked
    person, letters = asked.person, followed.address_version == asked.person.address_version
    alive = letters and asked.round.closed_at is None and clock.now() < expiry_of(asked)
    return alive and may_give_verdict(person, asked.round.solution, asked.organisation_id)


def may_read_verdict(person: Reader, solution: Solution, verdict: Verdict) -> bool:
    """Who reads which CPAS said what, with its words: the CPAS itself, and the benches that know who answered what.

    Where it works partly or not at all, the owner as well: nobody repairs what they cannot read.
    """
    mine = standing_of(person).organisation_ids
    repairs = solution.owner_id in mine and verdict.outcome in DOUBTS
    return verdict.organisation_id in mine or repairs or may_name_centres(person)


def may_set_rule(person: Reader) -> bool:
    """The secretariat keeps the rule that the committee decided."""
    return Secretariat in standing_of(person).roles
