"""What the list of solutions is narrowed by. Read from an address: what makes no sense is left out, never an error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committee.organisations.queries import holding, names_of_organisations
from committee.people.models import Reader
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.overview.register.filters import (
    FilterSet,
    is_ticked,
    number_in,
    own_centres,
    question_in,
    spaces_of,
)
from issues.overview.register.search_terms import ListQuery
from issues.overview.register.sorts import Sort
from issues.resolution.solutions.models import Kind, Solution
from issues.resolution.solutions.numbers import number_in as number_typed
from issues.resolution.solutions.states import IN_THE_FIELD, OPEN, State
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.states import Outcome

UNDATED = date.max
"""Where what has no date, or is awaited no longer, stands: after all that is due."""


class DaySort(Sort):
    """An order by a day, which an address names by its number."""

    def edge_of(self, value, pk: int) -> str:
        """A row's place in this order, for an address."""
        return super().edge_of(value.toordinal(), pk)

    def edge_in(self, word: str) -> tuple | None:
        """The place that an address names; None for anything else."""
        number, pk = super().edge_in(word) or (0, 0)
        known = isinstance(number, int) and 0 < number <= UNDATED.toordinal()
        return (date.fromordinal(number), pk) if known else None


NEWEST = Sort("proposed", _("Proposed last"), "proposed_at", moment=True)
DUE = DaySort("due", _("Due first"), "due_place", rising=True)
SORTS = {sort.code: sort for sort in (DUE, NEWEST)}
SHAPES = {"": _("Table"), "timeline": _("Timeline"), "owner": _("By owner")}
"""How the list is drawn, by the word in its address."""


@dataclass(frozen=True)
class SolutionFilters(FilterSet):
    """What the list of solutions is narrowed by; every field is optional and combines with the others."""

    q: str = ""
    state: tuple[str, ...] = ()
    owner: int | None = None
    overdue: bool = False
    kind: tuple[str, ...] = ()
    lane: str = ""
    public: bool = False
    verdict: bool = False

    def ties(self, person: Reader) -> Q:
        """The filters that no column holds: words, and whether the verdict of the person's own CPAS is awaited."""
        asked = matching_solutions(self.q) if self.q else Q()
        asked &= Q(public_text__isnull=False) if self.public else Q()
        return asked & Q(pk__in=awaiting_verdict(person)) if self.verdict else asked

    def columns(self, person: Reader) -> dict[str, Q]:
        """The filters by a column that are on, by name."""
        own = {
            "state": self.state and Q(state__in=self.state),
            "owner": self.owner and Q(owner=self.owner),
            "kind": self.kind and Q(kind__in=self.kind),
            "overdue": self.overdue and Q(pk__in=Solution.objects.overdue().values("pk")),
            "lane": self.lane and Q(space_id__in=spaces_of(person, self.lane)),
        }
        return {name: part for name, part in own.items() if part}


def matching_solutions(words: str) -> Q:
    """Solutions whose titles, summary or text hold every word; or the one whose number was typed, and nothing else."""
    if key := number_typed(words):
        return Q(pk=key)
    found = Q()
    for word in words.split()[:8]:
        found &= holding(("title", "title_other", "summary_other", "text"), word)
    return found


def awaiting_verdict(person: Reader):
    """Delivered solutions on which a CPAS of the person that is affected has not said yet whether they work."""
    said = Verdict.objects.filter(solution=OuterRef("solution"), organisation=OuterRef("organisation"))
    affected = Declaration.objects.filter(organisation__in=own_centres(person), answer=Answer.AFFECTED)
    asked = affected.annotate(solution=F("problem__solutions")).filter(solution=OuterRef("pk"))
    silent = asked.filter(~Exists(said.exclude(outcome=Outcome.NOT_TESTED)))
    return Solution.objects.filter(Exists(silent), state__in=IN_THE_FIELD).values("pk")


@dataclass(frozen=True)
class TrackerQuery(ListQuery[SolutionFilters]):
    """A view of the list of solutions, drawn in one of SHAPES."""

    shape: str = ""

    @property
    def words(self) -> list[tuple[str, str]]:
        """What asks for it again, as names and values."""
        return [*super().words, *([("as", self.shape)] if self.shape else [])]


def read_solution_query(query: QueryDict, person: Reader) -> TrackerQuery:
    """What an address asks for, as far as it makes sense for a person; `q` must hold no personal data."""
    asked = {name: query.get(name, "") for name in query}
    owner = number_in(asked, "owner")
    filters = SolutionFilters(
        q=question_in(asked),
        state=tuple(state.value for state in State if state.value in query.getlist("state")),
        owner=owner if owner in names_of_organisations() else None,
        kind=tuple(kind.value for kind in Kind if kind.value in query.getlist("kind")),
        overdue=is_ticked(asked, "overdue"),
        public=is_ticked(asked, "public"),
        lane=asked["lane"] if asked.get("lane") and spaces_of(person, asked["lane"]) else "",
        verdict=is_ticked(asked, "verdict") and bool(own_centres(person)),
    )
    sort = SORTS.get(query.get("sort", ""), DUE)
    shape = query.get("as", "")
    return solution_query(filters, sort, before=query.get("before", ""), shape=shape if shape in SHAPES else "")


def solution_query(filters: SolutionFilters, sort: Sort = DUE, before: str = "", shape: str = "") -> TrackerQuery:
    """A view of the list of solutions; what is overdue stands first unless another order is asked for."""
    return TrackerQuery(filters, sort, before=before, usual=DUE, shape=shape)


def open_states() -> tuple[str, ...]:
    """The states of what is not delivered yet, as an address says them."""
    return tuple(state.value for state in OPEN)
