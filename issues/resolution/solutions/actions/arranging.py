"""Which problems a solution answers, which solutions it waits for, and which documents belong to it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.attachments.actions import attach_files, withdraw_files
from issues.attachments.inspection import Inspected
from issues.attachments.models import Attachment
from issues.fieldwork.impacts.actions.totals import keep_totals
from issues.problems.records.actions.lifecycle import follow_solution
from issues.problems.records.models import Problem
from issues.problems.records.states import State as ProblemState
from issues.resolution.solutions.actions.lifecycle import (
    acting_organisation,
    lock_solution,
    record_solution,
    update_problem_states,
)
from issues.resolution.solutions.chains import leads_to
from issues.resolution.solutions.extension_points import PROBLEMS_CHANGED
from issues.resolution.solutions.models import Dependency, Solution
from issues.resolution.solutions.policy import may_arrange_solution, may_document_solution, may_propose_solution
from issues.resolution.solutions.states import State

ANSWERS = register_verb(
    "solution.answers", _("lets the solution “%(solution)s” answer %(problem)s as well"), _("Answers another problem")
)
ANSWERS_NO_MORE = register_verb(
    "solution.answers_no_more",
    _("lets the solution “%(solution)s” answer %(problem)s no longer"),
    _("Answers a problem no longer"),
)
WAITS = register_verb(
    "solution.waits", _("lets the solution “%(solution)s” wait for %(other)s"), _("Waits for another solution")
)
WAITS_NO_MORE = register_verb(
    "solution.waits_no_more",
    _("lets the solution “%(solution)s” wait no longer for %(other)s"),
    _("Waits for another solution no longer"),
)
DOCUMENTED = register_verb(
    "solution.documented", _("added to the solution “%(solution)s”: %(names)s"), _("Document added")
)
DOCUMENT_GONE = register_verb(
    "solution.document_withdrawn", _("withdrew from the solution “%(solution)s”: %(names)s"), _("Document withdrawn")
)
MOST = 20
"""So many problems, solutions waited for, and documents has a solution at most."""


@transaction.atomic
def add_problem(*, by: Person, solution: Solution, problem: Problem) -> Solution:
    """Let a solution answer one more problem of its lane; done already where it does.

    Raises PermissionDenied; Refused for a problem of another lane, and where it answers enough.
    """
    with keep_totals(problem, *solution.problems.all()):
        solution = lock_solution(solution)
        problem = Problem.objects.select_for_update(of=("self",)).select_related("space").get(pk=problem.pk)
        require(may_arrange_solution(by, solution))
        if problem.space_id != solution.space_id or not may_propose_solution(by, problem):
            raise Refused(
                _("A solution answers problems of its own lane that are neither closed nor merged."), field="problem"
            )
        if solution.problems.filter(pk=problem.pk).exists():
            return solution
        require_room(solution.problems.count(), "problem")
        solution.problems.add(problem)
        record_solution(ANSWERS, by, solution, problem=problem.reference)
        tell_of_problems(ANSWERS, by, solution)
    return solution


@transaction.atomic
def remove_problem(*, by: Person, solution: Solution, problem: Problem) -> Solution:
    """Let a solution answer a problem no longer, which stands then where its other solutions put it.

    Done already where it does not. Raises PermissionDenied; Refused for the last one.
    """
    with keep_totals(problem, *solution.problems.all()):
        solution = lock_solution(solution)
        problem = Problem.objects.select_for_update(of=("self",)).select_related("space").get(pk=problem.pk)
        require(may_arrange_solution(by, solution))
        if not solution.problems.filter(pk=problem.pk).exists():
            return solution
        if solution.problems.count() == 1:
            raise Refused(_("A solution answers at least one problem."))
        record_solution(ANSWERS_NO_MORE, by, solution, problem=problem.reference)
        solution.problems.remove(problem)
        states = list(problem.solutions.order_by().values_list("state", flat=True)) or [State.NOT_RETAINED]
        if problem.state not in (ProblemState.FILED, ProblemState.QUALIFIED):
            organisation = acting_organisation(by, solution)
            follow_solution(
                by=by, problem=problem, solution_states=states, organisation=organisation, because=ANSWERS_NO_MORE
            )
        tell_of_problems(ANSWERS_NO_MORE, by, solution)
    return solution


def tell_of_problems(what: str, by: Person, solution: Solution) -> None:
    """Let the problems, and whoever is concerned by them, follow what a solution answers now."""
    for tell in PROBLEMS_CHANGED:
        tell(by, solution)
    update_problem_states(what, by, solution)


@transaction.atomic
def add_dependency(*, by: Person, solution: Solution, waits_for: Solution) -> Solution:
    """Let a solution wait for another of its lane; done already where it does.

    Chains are tied one after another in a lane. Raises PermissionDenied; Refused for another lane, itself, and a chain that
    would lead back.
    """
    lock_chains(solution)
    solution = lock_solution(solution)
    other = Solution.objects.filter(pk=waits_for.pk).first()
    if other is None or not may_arrange_solution(by, solution):
        raise PermissionDenied
    if other.space_id != solution.space_id:
        raise Refused(_("A solution waits for solutions of its own lane."), field="waits_for")
    if solution.waits.filter(waits_for=other).exists():
        return solution
    ties = Dependency.objects.filter(solution__space=solution.space_id).values_list("solution", "waits_for")
    if leads_to(ties, other.pk, solution.pk):
        words = _("{other} waits for {solution} already, directly or through others: neither could ever begin.")
        raise Refused(format_lazy(words, other=other.number, solution=solution.number), field="waits_for")
    require_room(solution.waits.count(), "waits_for")
    solution.waits.create(waits_for=other)
    record_solution(WAITS, by, solution, other=other.number)
    return solution


@transaction.atomic
def remove_dependency(*, by: Person, solution: Solution, waits_for: Solution) -> Solution:
    """Let a solution wait for another no longer; done already where it does not. Raises PermissionDenied."""
    solution = lock_solution(solution)
    require(may_arrange_solution(by, solution))
    gone, _rows = solution.waits.filter(waits_for=waits_for.pk).delete()
    if gone:
        record_solution(WAITS_NO_MORE, by, solution, other=waits_for.number)
    return solution


def lock_chains(solution: Solution) -> None:
    """Let the dependencies of a lane be tied one after another: two at once could close a circle."""
    Space.objects.select_for_update(no_key=True).get(pk=solution.space_id)


def require_room(number: int, field: str) -> None:
    """Raise Refused where there are as many as a page can show."""
    if number >= MOST:
        words = _("There are {most} already: that is enough for one solution.")
        raise Refused(format_lazy(words, most=MOST), field=field)


@transaction.atomic
def add_documents(*, by: Person, solution: Solution, files: Iterable[Inspected]) -> list[Attachment]:
    """Keep files with a solution, in its lane. Raises PermissionDenied; Refused where there are enough."""
    solution = lock_solution(solution)
    require(may_document_solution(by, solution))
    files = list(files)
    require_room(solution.attachments.filter(withdrawn_at=None).count() + len(files) - 1, "documents")
    facts: dict[str, Any] = {"by": by, "space": solution.space, "organisation_id": acting_organisation(by, solution)}
    kept = attach_files(**facts, files=files)
    solution.attachments.add(*kept)
    record_solution(DOCUMENTED, by, solution, names=", ".join(file.name for file in kept))
    return kept


@transaction.atomic
def withdraw_document(*, by: Person, solution: Solution, attachment: Attachment) -> None:
    """Take a document out of everybody's sight; done already where it is. Raises PermissionDenied."""
    solution = lock_solution(solution)
    gone = withdraw_files(by=by, attachments=solution.attachments.filter(pk=attachment.pk))
    if gone:
        record_solution(DOCUMENT_GONE, by, solution, names=attachment.name)
