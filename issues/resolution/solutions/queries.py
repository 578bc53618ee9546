"""Solutions as pages read them."""

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from committee.journal.models import Entry
from committee.people.models import Reader
from issues.conversation.threads.prepared import lanes_read, run_prepared
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution

FIELD_NAMES = {
    "title": _("Title"),
    "text": _("What will be done"),
    "kind": _("Kind of solution"),
    "promised_minutes": _("Minutes saved per case, as promised"),
    "owner": _("Owner"),
}
"""What a version may keep of a solution, in the order in which it is told."""


def solutions_of(person: Reader, problem: Problem) -> list[Solution]:
    """The solutions to a problem, newest first; one query."""

    def build(problem: int) -> QuerySet[Solution]:
        return Solution.objects.visible_to(person).filter(problems=problem).select_related("owner")

    return run_prepared(lanes_read(person), build, problem=problem.pk)


def get_visible(person: Reader, pk: int) -> Solution | None:
    """One solution with its owner and problems, or None for a stranger; two queries.

    `moved_in` is the language of whoever put it where it stands, which its reason is in.
    """
    moves = Entry.objects.about("solution", str(pk)).filter(data__has_key="state").order_by("-pk")
    solutions = Solution.objects.visible_to(person).annotate(moved_in=Subquery(moves.values("actor__language")[:1]))
    solutions = solutions.select_related("owner", "proposed_for", "proposed_by", "space", "thread")
    return solutions.prefetch_related("problems").filter(pk=pk).first()
