"""The list of solutions as its template shows it: views as tabs, the filter bar, rows in words."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.journal.moments import format_day
from committee.organisations.queries import names_of_organisations
from committee.organisations.strip import strip_svg
from committee.people.models import Reader
from issues.fieldwork.impacts.presentation.words import cells_for
from issues.overview.register.filters import own_centres
from issues.overview.register.presentation.choices import Choices, Field, Option, format_count, list_address
from issues.overview.register.queries.counts import Counts
from issues.overview.register.search_terms import ListQuery
from issues.overview.solution_register.filters import SORTS, SolutionFilters, open_states, solution_query
from issues.overview.solution_register.queries import ROWS, concerned_by_solution, counts_of, solution_rows
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import State
from issues.resolution.verification.queries import verdict_cells
from issues.resolution.verification.verdict_words import verdicts_in_words


class SolutionChoices(Choices[SolutionFilters]):
    """The filters of the list of solutions."""

    def bar(self, person: Reader, action: str) -> dict[str, Any]:
        """Everything that the filter bar shows."""
        everyday = [self.state(), self.owner(), self.box("overdue", _("Solution overdue"))]
        more = [self.lane(person)]
        if own_centres(person):
            more.append(self.box("verdict", _("Awaiting the verdict of my CPAS")))
        sorts = [Option(code, str(one.label), one == self.asked.sort) for code, one in SORTS.items()]
        return self.drawn(action, everyday, more) | {"sorts": sorts}

    def state(self) -> Field:
        """Where solutions stand."""
        options = [self.option("state", state.value, state.label) for state in State]
        return Field("several", "state", _("State"), tuple(options))

    def owner(self) -> Field:
        """Which organisations own any."""
        place, known = int(get_language() == "nl"), self.counts.options.get("owner") or {}
        kept = {*known, str(self.filters.owner)}
        owners = [(pk, names[place]) for pk, names in names_of_organisations().items() if str(pk) in kept]
        return self.one("owner", _("Owner"), owners)

    def lane(self, person: Reader) -> Field:
        """In which lane they stand."""
        lanes = dict.fromkeys(space.lane for space in standing_of(person).readable)
        return self.one("lane", _("Lane"), [(lane.value, SHORT[lane]) for lane in lanes if lane != Lane.ORGANISATION])

    def box(self, name: str, label: str) -> Field:
        """A filter that is on or off."""
        number = format_count(self.counts.of(name, 1))
        return Field("box", name, label, value="1" if getattr(self.filters, name) else "", count=number)


def page_context(person: Reader, asked: ListQuery[SolutionFilters]) -> dict[str, Any]:
    """The page: rows, filters with their numbers, and the views; at most four queries."""
    action = reverse("issues:solutions")
    rows = solution_rows(person, asked)
    counts = counts_of(person, asked.filters)
    shown, last = rows[:ROWS], rows[ROWS - 1] if len(rows) > ROWS else None
    concerned = concerned_by_solution(shown)
    edge = asked.sort.edge_of(getattr(last, asked.sort.field), last.pk) if last else ""
    return {
        "asked": asked,
        "bar": render_to_string("components/filters.html", SolutionChoices(asked, counts).bar(person, action)),
        "views": view_tabs(person, asked, action),
        "caption": describe_listing(counts, asked),
        "rows": [row_of(person, one, concerned.get(one.pk, set())) for one in shown],
        "older": f"?{asked.query}&before={edge}".replace("?&", "?") if edge else "",
        "newest": list_address(action, asked) if asked.edge else "",
    }


def describe_listing(counts: Counts, asked: ListQuery[SolutionFilters]) -> str:
    """How many solutions are shown, and in which order."""
    number = counts.total or 0
    said = ngettext("%(number)s solution", "%(number)s solutions", number) % {"number": format_count(number)}
    order = _("order: %(order)s") % {"order": asked.sort.label}
    return f"{said} · {order}"


def row_of(person: Reader, solution: Solution, concerned: set[int]) -> dict[str, Any]:
    """One solution in words; which CPAS said what is shown to whom may know it, how many to all."""
    cells = cells_for(person, verdict_cells(solution.cells, concerned))
    asked = bool(cells.strip("."))
    return {
        "solution": solution,
        "url": reverse("issues:solution", args=[solution.pk]),
        "lane": SHORT[Lane(solution.space.lane)],
        "state_label": State(solution.state).label,
        "due": format_day(solution.due_on),
        "strip": strip_svg(cells, words=verdicts_in_words(cells), kind="verdict") if asked else "",
        "verdicts": verdicts_in_words(cells) if asked else "",
    }


def view_tabs(person: Reader, asked: ListQuery[SolutionFilters], action: str) -> list[dict[str, Any]]:
    """The views of the list, one of them current where its address is this one's."""
    owner = standing_of(person).organisation_for(Ability.PROPOSE_SOLUTION)
    views = [
        (pgettext("solutions", "All"), SolutionFilters()),
        (_("Not delivered yet"), SolutionFilters(state=open_states())),
        (_("Overdue"), SolutionFilters(overdue=True)),
        (_("Delivered, not verified"), SolutionFilters(state=(State.DELIVERED.value,))),
    ]
    views += [(_("Awaiting my CPAS"), SolutionFilters(verdict=True))] if own_centres(person) else []
    views += [(_("Owned by us"), SolutionFilters(owner=owner))] if owner else []
    queries = [(label, solution_query(filters)) for label, filters in views]
    return [
        {"label": label, "url": list_address(action, one), "current": one.query == asked.query}
        for label, one in queries
    ]
