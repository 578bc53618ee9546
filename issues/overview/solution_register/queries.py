"""The rows of the list of solutions and how many there are: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from committee.access.lanes import Lane
from committee.access.standing import standing_of
from committee.journal import clock
from committee.people.models import Reader
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.overview.register.queries.counts import Counts
from issues.overview.register.search_terms import ListQuery
from issues.overview.solution_register.filters import UNDATED, SolutionFilters
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import DateChange, Dependency, PublicText, Solution
from issues.resolution.solutions.states import IN_THE_FIELD, OPEN

ROWS = 50
TOGETHER = 200
"""So many a view without pages shows."""


class Tally(NamedTuple):
    """So many solutions that are alike in what the filters look at."""

    state: str
    owner: int
    kind: str
    lane: str
    overdue: bool
    number: int


def solution_rows(person: Reader, asked: ListQuery[SolutionFilters]) -> list[Solution]:
    """One page, at most 51 solutions of which the last says that there is more; two queries.

    Each holds its owner, its space, and of its problems those that the person reads.
    """
    return list(asked.sort.after(solutions_asked(person, asked), asked.edge)[: ROWS + 1])


def solutions_asked(person: Reader, asked: ListQuery[SolutionFilters]) -> QuerySet[Solution]:
    """All that a view of the list shows, in its order, each with what a row says of it."""
    awaited = When(state__in=OPEN, due_on__isnull=False, then=F("due_on"))
    place = Case(awaited, default=Value(UNDATED), output_field=DateField())
    solutions = Solution.objects.visible_to(person).filter(asked.filters.ties(person)).annotate(due_place=place)
    for part in asked.filters.columns(person).values():
        solutions = solutions.filter(part)
    return asked.sort.ordered(with_facts(person, solutions))


def with_facts(person: Reader, solutions: QuerySet[Any]) -> QuerySet[Any]:
    """Solutions with all that a row says of them; three queries more.

    `postponed`: how often since it was promised; `is_public`; `first_due`: the day that was said first, where it moved.
    What one waits for stands in its own lane.
    """
    readable = Problem.objects.visible_to(person).only("reference", "title", "title_other", "language")
    moved = DateChange.objects.filter(solution=OuterRef("pk")).order_by("changed_at", "pk")
    times = moved.filter(postponed=True).order_by().values("solution").annotate(number=Count("pk")).values("number")
    facts = {
        "postponed": Subquery(times),
        "first_due": Subquery(moved.filter(before__isnull=False).values("before")[:1]),
        "is_public": Exists(PublicText.objects.filter(solution=OuterRef("pk"))),
    }
    waits = Dependency.objects.filter(solution__state__in=OPEN).exclude(waits_for__state__in=IN_THE_FIELD)
    prefetched = (Prefetch("problems", readable), Prefetch("waits", waits, to_attr="waiting"))
    shown: QuerySet[Any] = solutions.annotate(**facts).select_related("owner", "owner_seat", "space")
    return shown.prefetch_related(*prefetched)


def drawn_together(person: Reader, asked: ListQuery[SolutionFilters], by_owner: bool) -> list[Solution]:
    """At most 201 solutions for a view without pages, of which the last says that there is more; four queries."""
    found = solutions_asked(person, asked)
    return list((found.order_by("owner__kind", "owner", *asked.sort.order) if by_owner else found)[: TOGETHER + 1])


def concerned_by_solution(solutions: list[Solution]) -> dict[int, set[int]]:
    """The CPAS affected by a problem of each delivered solution; one query, none where none is delivered."""
    delivered = [one.pk for one in solutions if one.state in IN_THE_FIELD]
    found: dict[int, set[int]] = {pk: set() for pk in delivered}
    rows = Declaration.objects.filter(problem__solutions__in=delivered, answer=Answer.AFFECTED) if delivered else None
    for solution, organisation in rows.values_list("problem__solutions", "organisation") if rows is not None else ():
        found.setdefault(solution, set()).add(organisation)
    return found


def counts_of(person: Reader, filters: SolutionFilters) -> Counts:
    """How many solutions are shown, and how many would be with each option of each filter; one query."""
    tallies = tallies_of(person, filters)
    wanted = {name: getattr(filters, name) for name in ("state", "owner", "kind", "lane", "overdue")}
    options: dict[str, Mapping[str, int | None] | None] = {
        name: dict(sum_by(name, [one for one in tallies if passes(one, wanted, without=name)])) for name in wanted
    }
    return Counts(sum(one.number for one in tallies if passes(one, wanted)), options=options)


def tallies_of(person: Reader, filters: SolutionFilters) -> list[Tally]:
    """What the person reads and holds the words, counted by all that the filters look at; one query."""
    lanes = {space.pk: Lane(space.lane).value for space in standing_of(person).readable}
    late = Case(When(Q(state__in=OPEN, due_on__lt=clock.today()), then=Value(True)), default=Value(False))
    rows = Solution.objects.visible_to(person).filter(filters.ties(person)).annotate(late=late).order_by()
    counted = rows.values_list("state", "owner", "kind", "space", "late").annotate(Count("pk"))
    return [
        Tally(state, owner, kind, lanes[space], late, number) for state, owner, kind, space, late, number in counted
    ]


def passes(tally: Tally, wanted: dict[str, Any], without: str = "") -> bool:
    """Whether such solutions pass every filter but one."""
    return all(
        getattr(tally, name) in value if isinstance(value, tuple) else getattr(tally, name) == value
        for name, value in wanted.items()
        if value and name != without
    )


def sum_by(name: str, tallies: list[Tally]) -> Counter[str]:
    """So many solutions for each value of a filter, as its options say them."""
    counts: Counter[str] = Counter()
    for one in tallies:
        value = getattr(one, name)
        counts["1" if value is True else str(value)] += one.number
    return counts
