"""Instructions as pages read them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from committee.organisations.queries import holding
from committee.people.models import Reader
from issues.problems.records.models import Problem
from issues.resolution.instructions.models import Instruction
from issues.resolution.solutions.models import Solution

RELATED = ("issued_for", "problem", "solution", "space")
MOST = 200
"""So many a list shows."""


def get_visible(person: Reader, pk: int) -> Instruction | None:
    """One instruction with what its page shows of it, or None for a stranger; one query."""
    related = (*RELATED, "issued_by", "replaces", "replacement")
    return marked(Instruction.objects.visible_to(person)).select_related(*related).filter(pk=pk).first()


def in_force_about(person: Reader, problem: Problem) -> list[Instruction]:
    """What holds today about a problem, or beside a solution to it; one query."""
    about = Q(problem=problem) | Q(solution__in=problem.solutions.order_by().values("pk"))
    found = Instruction.objects.visible_to(person).in_force().filter(about).annotate(holds=Value(True))
    return list(found.select_related(*RELATED))


def has_instructions() -> Exists:
    """Whether a solution has instructions beside it, as a mark of its own query."""
    return Exists(Instruction.objects.filter(solution=OuterRef("pk")))


def about_solution(person: Reader, solution: Solution) -> list[Instruction]:
    """Every instruction beside a solution, in force or not, the latest first; one query."""
    return list(marked(Instruction.objects.visible_to(person)).filter(solution=solution).select_related(*RELATED))


def listed(person: Reader, show: str, words: str) -> list[Instruction]:
    """The instructions in force, still to begin or over, or all of them, that hold every word; one query."""
    found = marked(Instruction.objects.visible_to(person)).select_related(*RELATED)
    for word in words.split()[:8]:
        found = found.filter(holding(("title", "title_other", "text", "summary_other"), word))
    held = Instruction.objects.in_force().values("pk")
    coming = Instruction.objects.coming().values("pk")
    narrowed = {
        "in-force": found.filter(pk__in=held),
        "coming": found.filter(pk__in=coming),
        "over": found.exclude(pk__in=held).exclude(pk__in=coming),
    }
    return list(narrowed.get(show, found)[:MOST])


def marked(instructions: QuerySet[Instruction]) -> QuerySet[Instruction]:
    """Instructions that know whether they hold today, as `holds`."""
    return instructions.annotate(holds=Exists(Instruction.objects.in_force().filter(pk=OuterRef("pk"))))


def replaceable(person: Reader, thing: Problem | Solution) -> list[Instruction]:
    """What a new instruction about a thing can replace: what holds or is to come, and has no heir; one query."""
    about = {"solution": thing} if isinstance(thing, Solution) else {"problem": thing}
    return list(Instruction.objects.visible_to(person).filter(replacement=None, withdrawn_on=None, **about))
