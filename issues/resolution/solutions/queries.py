"""Solutions as pages read them."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from committee.journal.models import Entry
from committee.organisations.queries import centres
from committee.people.models import Reader
from issues.conversation.threads.prepared import lanes_read, run_prepared
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution, Verdict

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
    """One solution with its owner, verdicts and problems, or None for a stranger; three queries.

    `moved_in` is the language of whoever put it where it stands, which its reason is in.
    """
    moves = Entry.objects.about("solution", str(pk)).filter(data__has_key="state").order_by("-pk")
    solutions = Solution.objects.visible_to(person).annotate(moved_in=Subquery(moves.values("actor__language")[:1]))
    solutions = solutions.select_related("owner", "proposed_for", "proposed_by", "space", "thread")
    verdicts = Prefetch("verdicts", Verdict.objects.select_related("organisation", "given_by"))
    return solutions.prefetch_related(verdicts, "problems").filter(pk=pk).first()


def cells_of(verdicts: Iterable[Verdict]) -> str:
    """One character per CPAS in the order of the strip: what it said of a solution, `r` for a relapse, or a dot."""
    said = {verdict.organisation_id: "r" if verdict.is_relapse else verdict.outcome for verdict in verdicts}
    return "".join(said.get(centre.pk, ".") for centre in centres())


def verdict_cells(said: str, concerned: set[int]) -> str:
    """Fill a solution's cells: `t` where a CPAS is concerned and has not said, a dot where it was not asked."""
    order = centres()
    cells = said or "." * len(order)
    return "".join(
        "t" if cell == "." and centre.pk in concerned else cell for cell, centre in zip(cells, order, strict=False)
    )
