"""Who may propose and steer a solution, and which CPAS it concerns."""

from committee.access.lanes import Lane
from committee.access.policy import may_write
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Person, Reader
from committee.seats.models import Mandate
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.problems.records.models import Problem
from issues.problems.records.states import State as ProblemState
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import BEFORE_AGREEMENT, OPEN, SETTLED, Move, State, moves_from


def may_propose_solution(person: Reader, problem: Problem) -> bool:
    """Federations and the administration propose solutions to problems that are alive in a shared lane they write in.

    What an organisation has not shared yet has no solution: sharing it would not take the solution along.
    """
    alive = problem.state not in (ProblemState.CLOSED, ProblemState.MERGED) and problem.space.lane != Lane.ORGANISATION
    return alive and standing_of(person).can(Ability.PROPOSE_SOLUTION) and may_write(person, problem.space_id)


def owns_solution(person: Reader, solution: Solution) -> bool:
    """Whoever works for the organisation that owns it, and whoever holds its owner's seat today, substitutes included.

    One query, and only for who does not work there, where a seat owns it.
    """
    if solution.owner_id in standing_of(person).organisation_ids:
        return True
    if solution.owner_seat_id is None or not isinstance(person, Person):
        return False
    return Mandate.objects.current().filter(seat=solution.owner_seat_id, person=person).exists()


def may_move_solution(person: Reader, solution: Solution, move: Move) -> bool:
    """Only its owner says that a solution is planned or delivered; agreement is for the other bench; each may set aside."""
    standing = standing_of(person)
    if not may_write(person, solution.space_id):
        return False
    if move.target in (State.PLANNED, State.DELIVERED):
        return owns_solution(person, solution)
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
    open_still = solution.state in OPEN and may_write(person, solution.space_id)
    return open_still and owns_solution(person, solution)


def may_revise_solution(person: Reader, solution: Solution) -> bool:
    """Until it is delivered its owner revises what it says; before it is agreed, so does the organisation that proposed it."""
    if solution.state not in OPEN or not may_write(person, solution.space_id):
        return False
    proposes = standing_of(person).can(Ability.PROPOSE_SOLUTION, solution.proposed_for_id)
    return (proposes and solution.state in BEFORE_AGREEMENT) or owns_solution(person, solution)


def may_assign_solution(person: Reader, solution: Solution) -> bool:
    """Whoever revises it says who owns it until it is agreed; afterwards its owner says which of its seats answers for it."""
    return may_revise_solution(person, solution)


def may_arrange_solution(person: Reader, solution: Solution) -> bool:
    """Whoever steers or owns a solution that is not settled says which problems it answers, and what it waits for."""
    if solution.state in SETTLED or not may_write(person, solution.space_id):
        return False
    return standing_of(person).can(Ability.STEER_SOLUTION) or owns_solution(person, solution)


def may_document_solution(person: Reader, solution: Solution) -> bool:
    """Whoever steers or owns a solution adds documents to it, also once it is settled."""
    if not may_write(person, solution.space_id) or not standing_of(person).organisation_ids:
        return False
    return standing_of(person).can(Ability.STEER_SOLUTION) or owns_solution(person, solution)


def may_open_to_public(person: Reader, solution: Solution) -> bool:
    """The secretariat, which publishes, opens to the public what stands in the common lane, and closes it again."""
    shared = solution.space.lane == Lane.COMMON and may_write(person, solution.space_id)
    return shared and standing_of(person).can(Ability.APPROVE_PAGES)


def may_show_promise(person: Reader, solution: Solution) -> bool:
    """Its owner alone agrees that the public reads the minutes that it promised to save."""
    return may_write(person, solution.space_id) and owns_solution(person, solution)


def moves_for(person: Reader, solution: Solution) -> list[Move]:
    """The moves that a person may make now."""
    return [move for move in moves_from(solution.state) if may_move_solution(person, solution, move)]


def concerned_ids(solution: Solution) -> set[int]:
    """Identifiers of the CPAS that declared themselves affected by a problem that the solution answers."""
    rows = Declaration.objects.filter(problem__solutions=solution, answer=Answer.AFFECTED)
    return set(rows.values_list("organisation_id", flat=True))
