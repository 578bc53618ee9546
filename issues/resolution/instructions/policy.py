"""Who may issue a workaround or an instruction, and take it back."""

from committee.access.lanes import Lane
from committee.access.policy import may_write
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.problems.records.models import Problem
from issues.problems.records.states import State as ProblemState
from issues.resolution.instructions.models import Instruction
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import SETTLED

OVER = (ProblemState.CLOSED, ProblemState.MERGED)


def may_issue_instruction(person: Reader, thing: Problem | Solution) -> bool:
    """Federations and the administration issue instructions in a shared lane they write in, while a problem or solution lives."""
    alive = thing.state not in (OVER if isinstance(thing, Problem) else SETTLED)
    shared = thing.space.lane != Lane.ORGANISATION and may_write(person, thing.space_id)
    return alive and shared and standing_of(person).can(Ability.PROPOSE_SOLUTION)


def may_withdraw_instruction(person: Reader, instruction: Instruction) -> bool:
    """Whoever issues instructions for the organisation that issued this one withdraws it, once."""
    mine = standing_of(person).can(Ability.PROPOSE_SOLUTION, instruction.issued_for_id)
    return mine and instruction.withdrawn_on is None and may_write(person, instruction.space_id)


def may_translate_instruction(person: Reader, instruction: Instruction) -> bool:
    """Whoever writes in its lane may give its title and a summary in the other language."""
    return may_write(person, instruction.space_id)
