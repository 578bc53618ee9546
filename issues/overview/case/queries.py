"""The case page as it is read: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from committee.access.standing import standing_of
from committee.inbox.models import Notice
from committee.people.models import Reader
from issues.attachments.models import Attachment
from issues.conversation.discussions.queries import Reading, reading_of
from issues.conversation.threads.prepared import lanes_read, run_prepared
from issues.deliberation.questions.models import Question
from issues.deliberation.questions.queries import lines_about, question_of_line
from issues.fieldwork.impacts.models import Declaration, ProblemImpact
from issues.fieldwork.impacts.queries import Compared, declared_on
from issues.intake.triage.queries import case_marks
from issues.problems.records.models import Problem
from issues.problems.records.rows import Rows
from issues.resolution.instructions.models import Instruction
from issues.resolution.instructions.queries import in_force_about
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.queries import solutions_of

RELATED = ("space", "thread", "reporter", "organisation", "tally", "owner", "merged_into")


@dataclass
class Case:
    """Everything that a case page shows."""

    problem: Problem
    reading: Reading
    own: Declaration | None
    compared: Compared | None
    solutions: list[Solution]
    instructions: list[Instruction]
    files: list[Attachment] = field(default_factory=list)

    @property
    def tally(self) -> ProblemImpact | None:
        """The sums of the problem's declarations, or None where nobody has answered."""
        return getattr(self.problem, "tally", None)

    @property
    def questions(self) -> list[Question]:
        """What the benches asked of each other about the problem, newest first."""
        return [question_of_line(line) for line in getattr(self.problem, "questions_asked", ())]


def case_of(person: Reader, reference: str) -> Case | None:
    """Read a case for a person, or None for a stranger; seven queries."""
    problem = next(iter(run_prepared(*marked_problem(person), person_id=person.pk, reference=reference)), None)
    if problem is None:
        return None
    own, compared = declared_on(person, problem)
    return Case(
        problem,
        reading_of(person, problem.thread_id),
        own,
        compared,
        solutions_of(person, problem),
        in_force_about(person, problem) if problem.has_meanwhile else [],
        files_of(person, problem),
    )


def marked_problem(person: Reader) -> tuple[tuple[Any, ...], Callable[..., QuerySet[Problem]]]:
    """What a problem's query depends on besides its values, and the query: the problem with all that stands beside it."""

    def build(person_id: int, reference: str) -> QuerySet[Problem]:
        told = {"person": person_id, "kind": "problem", "key": OuterRef("reference")}
        about = Q(problem=OuterRef("pk")) | Q(solution__problems=OuterRef("pk"))
        marks = case_marks(person) | {"told": Exists(Notice.objects.filter(**told).unread())}
        marks |= {"has_meanwhile": Exists(Instruction.objects.filter(about))}
        marks["questions_asked"] = Rows(lines_about("problem", standing_of(person).readable_ids))
        visible: QuerySet[Problem] = Problem.objects.visible_to(person).annotate(**marks).select_related(*RELATED)
        return visible.filter(reference=reference).order_by()

    return lanes_read(person), build


def files_of(person: Reader, problem: Problem) -> list[Attachment]:
    """The files of a problem that a person reads; one query."""

    def build(problem: int) -> QuerySet[Attachment]:
        return Attachment.objects.visible_to(person).filter(problems=problem).only("key", "name", "size")

    return run_prepared(lanes_read(person), build, problem=problem.pk)
