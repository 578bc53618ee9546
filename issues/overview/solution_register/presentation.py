"""The list of solutions as its template shows it: views as tabs, the filter bar, rows in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.journal import clock
from committee.journal.moments import format_day
from committee.organisations.queries import names_of_organisations
from committee.organisations.strip import strip_svg
from committee.people.models import Reader
from issues.fieldwork.impacts.presentation.words import cells_for
from issues.overview.register.filters import own_centres
from issues.overview.register.presentation.choices import Choices, Field, Option, format_count, list_address
from issues.overview.register.queries.counts import Counts
from issues.overview.solution_register.filters import (
    SHAPES,
    SORTS,
    SolutionFilters,
    TrackerQuery,
    open_states,
    solution_query,
)
from issues.overview.solution_register.queries import (
    ROWS,
    TOGETHER,
    concerned_by_solution,
    counts_of,
    drawn_together,
    solution_rows,
)
from issues.overview.solution_register.spans import Course, axis_of, bars_of
from issues.resolution.solutions.models import Kind, Solution
from issues.resolution.solutions.states import State
from issues.resolution.verification.queries import verdict_cells
from issues.resolution.verification.verdict_words import verdicts_in_words


class SolutionChoices(Choices[SolutionFilters]):
    """The filters of the list of solutions."""

    def bar(self, person: Reader, action: str) -> dict[str, Any]:
        """Everything that the filter bar shows."""
        everyday = [self.state(), self.owner(), self.box("overdue", _("Solution overdue"))]
        more = [self.kind(), self.lane(person), self.box("public", _("Open to the public"))]
        if own_centres(person):
            more.append(self.box("verdict", _("Awaiting the verdict of my CPAS")))
        sorts = [Option(code, str(one.label), one == self.asked.sort) for code, one in SORTS.items()]
        shape = getattr(self.asked, "shape", "")
        return self.drawn(action, everyday, more) | {"sorts": sorts, "shape": shape}

    def state(self) -> Field:
        """Where solutions stand."""
        options = [self.option("state", state.value, state.label) for state in State]
        return Field("several", "state", _("State"), tuple(options))

    def kind(self) -> Field:
        """By which means they work."""
        return Field("several", "kind", _("Kind of solution"), tuple(self.option("kind", *one) for one in Kind.choices))

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


def page_context(person: Reader, asked: TrackerQuery) -> dict[str, Any]:
    """The page: rows, filters with their numbers, and the views; at most eight queries."""
    action = reverse("issues:solutions")
    counts = counts_of(person, asked.filters)
    return {
        "asked": asked,
        "bar": render_to_string("components/filters.html", SolutionChoices(asked, counts).bar(person, action)),
        "views": view_tabs(person, asked, action),
        "shapes": shape_links(asked, action),
        "caption": describe_listing(counts, asked),
        "topics": " ".join(f"solutions:{pk}" for pk in sorted(standing_of(person).readable_ids)),
        **(together_context(person, asked) if asked.shape else paged_context(person, asked, action)),
    }


def paged_context(person: Reader, asked: TrackerQuery, action: str) -> dict[str, Any]:
    """The table, fifty rows at a time."""
    rows = solution_rows(person, asked)
    shown, last = rows[:ROWS], rows[ROWS - 1] if len(rows) > ROWS else None
    edge = asked.sort.edge_of(getattr(last, asked.sort.field), last.pk) if last else ""
    return {
        "rows": rows_of(person, shown),
        "older": f"?{asked.query}&before={edge}".replace("?&", "?") if edge else "",
        "newest": list_address(action, asked) if asked.edge else "",
    }


def together_context(person: Reader, asked: TrackerQuery) -> dict[str, Any]:
    """The timeline, or the solutions of each owner together, without pages."""
    found = drawn_together(person, asked, asked.shape == "owner")
    shown = found[:TOGETHER]
    rows = rows_of(person, shown)
    more = {"more": TOGETHER if len(found) > TOGETHER else 0, "rows": rows}
    if asked.shape == "owner":
        return more | {"owners": owners_of(rows)}
    return more | timeline_of(shown, rows)


def owners_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in the order of their owners, one group an owner, with how many of each are overdue."""
    groups = groupby(rows, key=lambda row: row["solution"].owner)
    found = [(owner, list(group)) for owner, group in groups]
    return [
        {"owner": owner, "rows": group, "late": sum(bool(row["solution"].days_overdue) for row in group)}
        for owner, group in found
    ]


def timeline_of(solutions: list[Solution], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Plan and course of solutions on one axis, each row with its bars."""
    today = clock.today()
    courses = [course_of(one) for one in solutions]
    axis = axis_of(courses, today)
    for row, course in zip(rows, courses, strict=True):
        row["bars"] = bars_of(course, axis, today)
        row["course"] = {name: format_day(getattr(course, name)) for name in ("begun", "first_due", "due", "delivered")}
    ticks = [{"x": x, "label": date_format(day, "N Y")} for x, day in axis.ticks()]
    return {"ticks": ticks, "today": axis.place(today), "day": format_day(today)}


def course_of(solution: Solution) -> Course:
    """The days of a solution that has its facts."""
    begun, delivered = timezone.localdate(solution.proposed_at), solution.delivered_at
    first = solution.first_due or solution.due_on  # type: ignore[attr-defined]
    ended = timezone.localdate(delivered) if delivered else None
    return Course(begun, first, solution.due_on, ended, solution.state == State.NOT_RETAINED)


def shape_links(asked: TrackerQuery, action: str) -> list[dict[str, Any]]:
    """The ways in which the list can be drawn, one of them current."""
    shapes = [(code, label, replace(asked, shape=code, before="")) for code, label in SHAPES.items()]
    return [
        {"label": str(label), "url": list_address(action, one), "current": code == asked.shape}
        for code, label, one in shapes
    ]


def describe_listing(counts: Counts, asked: TrackerQuery) -> str:
    """How many solutions are shown, and in which order."""
    number = counts.total or 0
    said = ngettext("%(number)s solution", "%(number)s solutions", number) % {"number": format_count(number)}
    order = _("order: %(order)s") % {"order": asked.sort.label}
    return f"{said} · {order}"


def rows_of(person: Reader, solutions: list[Solution]) -> list[dict[str, Any]]:
    """Solutions in words; at most one query."""
    concerned = concerned_by_solution(solutions)
    return [row_of(person, one, concerned.get(one.pk, set())) for one in solutions]


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
        "waits": [f"SOL-{one.waits_for_id}" for one in getattr(solution, "waiting", ())],
        "postponed": describe_postponed(getattr(solution, "postponed", None) or 0),
        "strip": strip_svg(cells, words=verdicts_in_words(cells), kind="verdict") if asked else "",
        "verdicts": verdicts_in_words(cells) if asked else "",
    }


def describe_postponed(times: int) -> str:
    """How often its date was put off since it was promised; nothing where it was not."""
    return ngettext("postponed once", "postponed %(n)d times", times) % {"n": times} if times else ""


def view_tabs(person: Reader, asked: TrackerQuery, action: str) -> list[dict[str, Any]]:
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
    queries = [(label, solution_query(filters, shape=asked.shape)) for label, filters in views]
    return [
        {"label": label, "url": list_address(action, one), "current": one.query == asked.query}
        for label, one in queries
    ]
