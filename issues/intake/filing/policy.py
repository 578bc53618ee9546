"""Who may keep drafts, and who may carry one over to a problem that exists."""

from committee.people.models import Reader
from issues.fieldwork.impacts.policy import may_declare_impact
from issues.intake.filing.models import Draft
from issues.problems.records.models import Problem
from issues.problems.records.policy import may_file_problem


def may_keep_draft(person: Reader, draft: Draft | None = None) -> bool:
    """Whoever files problems may begin one; what is begun belongs to its author alone."""
    return may_file_problem(person) and (draft is None or draft.person_id == person.pk)


def may_have_too(person: Reader, problem: Problem) -> bool:
    """Whether “we have this too” is for this person: whoever files, and declares for a CPAS on that problem."""
    return may_file_problem(person) and may_declare_impact(person, problem)
