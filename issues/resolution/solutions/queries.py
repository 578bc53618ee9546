"""Solutions as pages read them."""

import re

from committee.organisations.queries import centres
from issues.conversation.threads.extension_points import Owner, Reference
from issues.conversation.threads.prepared import asked, lanes_read
from issues.resolution.solutions.models import Solution


def solutions_of(person, problem) -> list[Solution]:
    """The solutions to a problem, newest first; one query."""

    def build(problem: int):
        return Solution.objects.visible_to(person).filter(problems=problem).select_related("owner")

    return asked(lanes_read(person), build, problem=problem.pk)


def get_visible(person, pk: int) -> Solution | None:
    """One solution with its owner, verdicts and problems, or None for a stranger; three queries."""
    solutions = Solution.objects.visible_to(person).select_related("owner", "proposed_by", "space", "thread")
    return solutions.prefetch_related("verdicts__organisation", "problems").filter(pk=pk).first()


def owners(person, thread_ids) -> dict[int, Owner]:
    """The solutions that a person may read among the owners of threads; one query."""
    found = Solution.objects.visible_to(person).filter(thread__in=thread_ids).select_related("space", "thread")
    return {solution.thread_id: solution.owner_of_thread for solution in found}


def thread_named(person, words: str) -> int | None:
    """The thread of the solution whose page's address stands in the words, where the person reads it; one query."""
    found = re.search(r"solutions/(\d{1,15})\b", words)
    solutions = Solution.objects.visible_to(person).filter(pk=found[1]) if found else Solution.objects.none()
    return solutions.values_list("thread_id", flat=True).first()


def describe_solutions(person, keys) -> dict[str, tuple[str, str, str, str]]:
    """What a person may know of solutions by their numbers: title, its language, state and its name; one query."""
    found = Solution.objects.visible_to(person).filter(
        pk__in=[key for key in keys if key.isdecimal() and len(key) < 10]
    )
    fields = ("title", "title_other", "language", "state")
    return {
        str(one.pk): (one.title_here, one.language_here, one.state, str(one.get_state_display()))
        for one in found.only(*fields)
    }


REFERENCE = Reference("solution", re.compile(r"(?<![\w-])SOL-([1-9]\d{0,8})(?![\w-])"), describe_solutions)
"""SOL-12."""


def cells_of(verdicts) -> str:
    """One character per CPAS in the order of the strip: what it said of a solution, or a dot."""
    said = {verdict.organisation_id: verdict.outcome for verdict in verdicts}
    return "".join(said.get(centre.pk, ".") for centre in centres())


def verdict_cells(said: str, concerned: set[int]) -> str:
    """Fill a solution's cells: `t` where a CPAS is concerned and has not said, a dot where it was not asked."""
    order = centres()
    cells = said or "." * len(order)
    return "".join(
        "t" if cell == "." and centre.pk in concerned else cell for cell, centre in zip(cells, order, strict=False)
    )
