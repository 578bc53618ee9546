"""Lists of problems as they are read: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, reduce
from typing import Any, NamedTuple

from django.core.cache import cache as kept
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from committee.access.roles import ROLES, Ability
from committee.organisations.models import Membership
from committee.people.models import Person, Reader
from issues.overview.register.filters import Filters
from issues.overview.register.models import SavedView
from issues.overview.register.search_terms import ListQuery
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import OPEN

ROWS = 50
CARDS = 20
TOGETHER = 100
"""How many problems are handled at once, at most."""


class Row(NamedTuple):
    """One problem of a list, with what it is counted by. `lane` says in which lane it stands, `into` where it was merged.

    `due_on` is the first date by which a solution to it is to be delivered.
    """

    pk: int
    reference: str
    language: str
    title: str
    title_other: str
    state: str
    severity: int
    right_at_risk: bool
    last_verb: str
    last_at: datetime
    filed_at: datetime
    category: int | None
    chain: int | None
    tool: int | None
    service: int | None
    software: int | None
    organisation: int
    space: int
    lane: str
    into: str | None
    cells: str | None
    affected: int | None
    not_affected: int | None
    cannot_tell: int | None
    with_minutes: int | None
    hours_low: float | None
    hours_likely: float | None
    hours_high: float | None
    hours_shown: float | None
    due_on: date | None


OF_TALLY = Row._fields[Row._fields.index("cells") : Row._fields.index("due_on")]
PLACES = {"lane": "space__lane", "into": "merged_into__reference"} | {name: f"tally__{name}" for name in OF_TALLY}
COLUMNS = [PLACES.get(name, name) for name in Row._fields]


OWNERS = "lists:owners"


def owner_names() -> dict[int, str]:
    """Who takes problems in hand, by identifier and function in the reader's language; remembered for a minute."""
    place = int(get_language() == "nl")
    return {pk: names[place] or names[0] for pk, names in owner_functions().items()}


def owner_functions() -> dict[int, tuple[str, str]]:
    """The same with the function in both languages."""
    known: dict[int, tuple[str, str]] | None = kept.get(OWNERS)
    if known is None:
        posts = Q(pk__in=[])
        for role in ROLES:
            if Ability.MODERATE in role.abilities:
                posts |= Q(organisation__kind=role.kind, role=role.membership)
        rows = Membership.objects.current().filter(posts).order_by("person__function_fr", "person")
        known = {
            pk: (fr, nl) for pk, fr, nl in rows.values_list("person", "person__function_fr", "person__function_nl")
        }
        kept.set(OWNERS, known, timeout=60)
    return known


def owner_of(word: str) -> Person | None:
    """Whom a choice of an owner means; None for nobody."""
    return None if word == "none" else Person.objects.get(pk=word)


def chosen_problems(person: Reader, references: list[str]) -> list[Problem]:
    """The problems of some references that the person may read, at most 101; one query."""
    wanted = references[: TOGETHER + 1]
    problems = Problem.objects.visible_to(person).filter(reference__in=wanted)
    return list(problems.select_related("space").order_by("-last_at", "-pk"))


def views_of(person: Reader) -> list[SavedView]:
    """The views that a person keeps, and those that are offered to all; one query."""
    return list(SavedView.objects.visible_to(person))


def filtered_problems(person: Reader, filters: Filters) -> QuerySet[Problem]:
    """Every problem that the person may read and that passes the filters, in no order."""
    return filters.narrow(Problem.objects.visible_to(person), person).order_by()


def list_rows(person: Reader, asked: ListQuery[Filters]) -> list[Row]:
    """One page of the list, at most 51 rows of which the last says that there is more; one query, and those of the words.

    Each order has its index over all spaces: what others do not share is passed over on the way, which costs less than
    reading each space by itself as long as most problems stand in a lane that all read.
    """
    problems = asked.filters.narrow(row_queryset().passed_by(person), person)
    problems = asked.sort.after(problems, asked.edge)
    return [Row._make(row) for row in asked.sort.ordered(problems)[: ROWS + 1]]


@cache
def row_queryset() -> Any:
    """All problems with the columns of a row: put together once, since that costs as much as asking for fifty."""
    awaited = Solution.objects.filter(problems=OuterRef("pk"), state__in=OPEN, due_on__isnull=False)
    return Problem.objects.annotate(due_on=Subquery(awaited.order_by("due_on").values("due_on")[:1])).values_list(
        *COLUMNS
    )


def board_rows(person: Reader, asked: ListQuery[Filters]) -> dict[str, list[Row]]:
    """The first cards of each state that the board shows, at most 21 each; one query, and those of the words."""
    problems = asked.filters.narrow(Problem.objects.passed_by(person), person)
    columns = asked.filters.state or [state.value for state in State if state != State.MERGED]
    firsts = [asked.sort.ordered(problems.filter(state=state)).values("pk")[: CARDS + 1] for state in columns]
    parts = [Problem.objects.order_by().filter(pk__in=first).values("pk") for first in firsts]
    keys = reduce(lambda one, other: one.union(other, all=True), parts)
    found = row_queryset().filter(pk__in=keys).order_by(*asked.sort.order)
    rows = [Row._make(row) for row in found]
    return {state: [row for row in rows if row.state == state] for state in columns}


def edge_after(rows: list[Row], asked: ListQuery[Filters]) -> str:
    """Where the next page begins; an empty string on the last one."""
    if len(rows) <= ROWS:
        return ""
    last = rows[ROWS - 1]
    return asked.sort.edge_of(getattr(last, asked.sort.field.removeprefix("tally__")), last.pk)
