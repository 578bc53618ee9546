"""Solutions as pages read them."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from committee.inbox.models import Notice
from committee.journal.models import Entry
from committee.organisations.models import Kind, Organisation
from committee.people.models import Reader
from committee.seats.models import Bench, Seat
from committee.writing.signs import plain_signs
from issues.attachments.models import Attachment
from issues.conversation.threads.prepared import lanes_read, run_prepared
from issues.problems.records.models import Problem
from issues.resolution.solutions.extension_points import MARKS
from issues.resolution.solutions.models import DateChange, Dependency, Solution, SolutionVersion
from issues.resolution.solutions.numbers import number_in

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
    """One solution with all that its page says of it, or None for a stranger; two queries, and one for each sort of thing beside it.

    `moved_in` is the language of whoever put it where it stands, which its reason is in; `revisions` is how often it was
    corrected; `is_told` whether the reader has unread news of it.
    """
    moves = Entry.objects.about("solution", str(pk)).filter(data__has_key="state").order_by("-pk")
    revisions = SolutionVersion.objects.filter(solution=OuterRef("pk")).order_by().values("solution")
    found = Solution.objects.visible_to(person).annotate(
        moved_in=Subquery(moves.values("actor__language")[:1]),
        revisions=Subquery(revisions.annotate(number=Count("pk")).values("number")),
        is_tied=Exists(Dependency.objects.filter(Q(solution=OuterRef("pk")) | Q(waits_for=OuterRef("pk")))),
        is_moved=Exists(DateChange.objects.filter(solution=OuterRef("pk"))),
        is_documented=Exists(Attachment.objects.filter(solutions=OuterRef("pk"))),
        is_told=Exists(Notice.objects.filter(person=person.pk, kind="solution", key=str(pk)).unread()),
        **{name: mark() for name, mark in MARKS.items()},
    )
    related = ("owner", "owner_seat", "proposed_for", "proposed_by", "space", "thread", "public_text")
    solution = found.select_related(*related).prefetch_related("problems").filter(pk=pk).first()
    if solution is not None:
        attach_what_is_beside(person, solution)
    return solution


def attach_what_is_beside(person: Reader, solution: Solution) -> None:
    """Tell a solution what it waits for, what waits for it (both in its own lane), its dates and its files, where there are any."""
    ties, dates, files = Dependency.objects.none(), DateChange.objects.none(), Attachment.objects.none()
    if solution.is_tied:  # type: ignore[attr-defined]
        either = Q(solution=solution.pk) | Q(waits_for=solution.pk)
        ties = Dependency.objects.filter(either).select_related("solution", "waits_for")
    if solution.is_moved:  # type: ignore[attr-defined]
        dates = solution.date_changes.select_related("changed_by", "organisation")
    if solution.is_documented:  # type: ignore[attr-defined]
        files = Attachment.objects.visible_to(person).filter(solutions=solution.pk).only("key", "name", "size")
    beside: Any = solution
    tied = list(ties)
    beside.waiting_for = [one.waits_for for one in tied if one.solution_id == solution.pk]
    beside.awaited = [one.solution for one in tied if one.waits_for_id == solution.pk]
    beside.dates, beside.files = list(dates), list(files)


def versions_of(solution: Solution) -> list[SolutionVersion]:
    """What a solution said before, the latest first; one query. Whoever reads the solution reads its versions."""
    return list(solution.versions.select_related("revised_by").order_by("-revised_at", "-pk"))


def owner_choices() -> list[tuple[str, str]]:
    """Who can own a solution, each in a word and as people call it: organisations of the benches, with their seats; two queries."""
    seats: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for seat in Seat.objects.exclude(bench=Bench.OBSERVERS).select_related("organisation"):
        words = _("%(organisation)s, seat %(number)d") % {"organisation": seat.organisation, "number": seat.pk}
        seats[seat.organisation_id].append((f"{seat.organisation_id}:{seat.pk}", words))
    owners = Organisation.objects.exclude(kind__in=(Kind.GUEST, Kind.CPAS)).order_by("kind", "pk")
    return [choice for one in owners for choice in ((str(one.pk), str(one)), *seats[one.pk])]


def owner_named(word: str) -> tuple[Organisation, Seat | None]:
    """The organisation, and the seat of it, that a word names (see `owner_choices`); at most two queries."""
    organisation, _colon, seat = word.partition(":")
    return Organisation.objects.get(pk=organisation), Seat.objects.get(pk=seat) if seat else None


def problem_named(person: Reader, words: str) -> Problem | None:
    """The problem whose reference somebody typed, where the person reads it; one query."""
    return Problem.objects.visible_to(person).filter(reference=plain_signs(words).upper()).first()


def solution_named(person: Reader, words: str) -> Solution | None:
    """The solution whose number somebody typed, where the person reads it; one query."""
    key = number_in(words)
    return Solution.objects.visible_to(person).filter(pk=key).first() if key else None
