"""The case page as it is read: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from committee.inbox.models import Notice
from issues.attachments.models import Attachment
from issues.impacts.models import Declaration
from issues.impacts.queries import Compared, declared_on
from issues.problems.models import Problem
from issues.solutions.models import Solution
from issues.solutions.queries import solutions_of
from issues.talk.queries import Reading, reading_of
from issues.triage.queries import case_marks


@dataclass
class Case:
    """Everything that a case page shows."""

    problem: Problem
    reading: Reading
    own: Declaration | None
    compared: Compared | None
    solutions: list[Solution]
    files: list[dict] = field(default_factory=list)

    @property
    def tally(self):
        """The sums of the problem's declarations, or None where nobody has answered."""
        return getattr(self.problem, "tally", None)


def case_of(person, reference: str) -> Case | None:
    """Read a case for a person, or None for a stranger; six queries."""
    related = ("space", "thread", "reporter", "organisation", "tally", "owner", "merged_into")
    told = {"entry__subjects__kind": "problem", "entry__subjects__key": OuterRef("reference")}
    marks = {
        "told": Exists(Notice.objects.filter(person=person, **told).unread()),
    }
    marks |= case_marks(person)
    visible = Problem.objects.visible_to(person).annotate(**marks).select_related(*related)
    problem = visible.filter(reference=reference).first()
    if problem is None:
        return None
    own, compared = declared_on(person, problem)
    return Case(
        problem,
        reading_of(person, problem.thread_id),
        own,
        compared,
        solutions_of(person, problem),
        files_of(person, problem),
    )


def files_of(person, problem: Problem) -> list[dict]:
    """The files of a problem that a person reads, as rows; one query."""
    return list(Attachment.objects.visible_to(person).filter(problems=problem).values("key", "name", "size"))
