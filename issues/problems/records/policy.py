"""Who may do what with a problem."""

from committee.access.lanes import Lane
from committee.access.policy import may_read, may_write
from committee.access.roles import Ability
from committee.access.standing import SpaceFacts, standing_of
from committee.people.models import Reader
from issues.problems.records.models import Problem
from issues.problems.records.states import Move, State, moves_from


def may_file_problem(person: Reader) -> bool:
    """CPAS, federations and the administration file problems."""
    return standing_of(person).can(Ability.FILE_PROBLEM)


def lanes_for_problem(person: Reader) -> list[SpaceFacts]:
    """The spaces in which a person may file a problem: the common lane first, then the own organisation's."""
    order = (Lane.COMMON, Lane.ORGANISATION, Lane.FEDERATIONS, Lane.ADMINISTRATION)
    return sorted(standing_of(person).writable, key=lambda space: (order.index(space.lane), space.pk))


def may_share_problem(person: Reader, problem: Problem) -> bool:
    """Someone of the organisation that filed a problem may take it from its own space to the common lane."""
    standing = standing_of(person)
    own = problem.space.lane == Lane.ORGANISATION and may_write(person, problem.space_id)
    own = own and problem.state != State.MERGED
    return own and standing.writable_in(Lane.COMMON) is not None and may_file_problem(person)


def may_translate_problem(person: Reader, problem: Problem) -> bool:
    """Whoever writes in a problem's lane may give its title and summary in the other language."""
    return may_write(person, problem.space_id)


def may_revise_problem(person: Reader, problem: Problem) -> bool:
    """The organisation that filed a problem corrects what it says, and so does the secretariat; not once it is merged."""
    if problem.state == State.MERGED or not may_write(person, problem.space_id):
        return False
    standing = standing_of(person)
    return standing.can(Ability.FILE_PROBLEM, problem.organisation_id) or standing.can(Ability.MODERATE)


def may_triage_problem(person: Reader, problem: Problem) -> bool:
    """Federations and the secretariat sort and move the problems of the lanes in which they write."""
    return standing_of(person).can(Ability.TRIAGE) and may_write(person, problem.space_id)


def may_move_problem(person: Reader, problem: Problem, move: Move) -> bool:
    """A move asks for its ability and for the right to write in the problem's lane."""
    return standing_of(person).can(move.ability) and may_write(person, problem.space_id)


def moves_for(person: Reader, problem: Problem) -> list[Move]:
    """The moves that a person may make now."""
    if not may_read(person, problem.space_id):
        return []
    return [move for move in moves_from(problem.state) if may_move_problem(person, problem, move)]
