"""Who may propose and steer a solution, and which CPAS it concerns."""

from committee.access.lanes import Lane
from committee.access.policy import may_write
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.problems.records.models import Problem
from issues.problems.records.states import State as ProblemState
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import OPEN, Move, State, moves_from


def may_propose_solution(person: Reader, problem: Problem) -> bool:
    """Federations and the administration propose solutions to problems that are alive in a shared lane they write in.

    What an organisation has not shared yet has no solution: sharing it would not take the solution along.
    """
    alive = problem.state not in (ProblemState.CLOSED, ProblemState.MERGED) and problem.space.lane != Lane.ORGANISATION
    return alive and standing_of(person).can(Ability.PROPOSE_SOLUTION) and may_write(person, problem.space_id)


def may_move_solution(person: Reader, solution: Solution, move: Move) -> bool:
    """Only its owner says that a solution is planned or delivered; agreement is for the other bench; each may set aside."""
    standing = standing_of(person)
    if not may_write(person, solution.space_id):
        return False
    if move.target in (State.PLANNED, State.DELIVERED):
        return solution.owner_id in standing.organisation_ids
    if move.target == State.AGREED and is_for_other_bench(person, solution):
        return False
    return standing.can(Ability.STEER_SOLUTION)


def is_for_other_bench(person: Reader, solution: Solution) -> bool:
    """Whether agreement is not the person's to record: its bench proposed, and another sits in the lane."""
    benches = {role.kind for role in standing_of(person).roles}
    return solution.space.lane == Lane.COMMON and solution.proposed_for.kind in benches


def may_translate_solution(person: Reader, solution: Solution) -> bool:
    """Whoever writes in a solution's lane may give its title and a summary in the other language."""
    return may_write(person, solution.space_id)


def may_date_solution(person: Reader, solution: Solution) -> bool:
    """Its owner moves the date of a solution that is not delivered yet."""
    owns = solution.owner_id in standing_of(person).organisation_ids
    return owns and solution.state in OPEN and may_write(person, solution.space_id)


def moves_for(person: Reader, solution: Solution) -> list[Move]:
    """The moves that a person may make now."""
    return [move for move in moves_from(solution.state) if may_move_solution(person, solution, move)]


def concerned_ids(solution: Solution) -> set[int]:
    """Identifiers of the CPAS that declared themselves affected by a problem that the solution answers."""
    rows = Declaration.objects.filter(problem__solutions=solution, answer=Answer.AFFECTED)
    return set(rows.values_list("organisation_id", flat=True))
