"""Who should hear of an instruction, and why."""

from committee.inbox.reasons import Hearing
from committee.journal.models import Entry
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.problems.records.models import Problem
from issues.problems.records.recipients import hearing_about_problem
from issues.resolution.instructions.models import Instruction
from issues.resolution.solutions.recipients import CONCERNED, hearing_of, members_of


def hearing_of_instruction(entry: Entry) -> Hearing:
    """Those who hear of what it is about, and the people of the CPAS that the problem concerns."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "instruction")
    instruction = Instruction.objects.select_related("problem__space", "solution").get(pk=key)
    if instruction.solution:
        return hearing_of(instruction.solution)
    problem = instruction.problem
    concerned = [(person, CONCERNED) for person in members_of(affected_by(problem))] if problem else []
    return [*concerned, *hearing_about_problem(problem)] if problem else concerned


def affected_by(problem: Problem) -> set[int]:
    """The CPAS that declared themselves affected by a problem."""
    rows = Declaration.objects.filter(problem=problem, answer=Answer.AFFECTED)
    return set(rows.values_list("organisation_id", flat=True))
