"""How many problems a list holds, and how many would be shown with each option. Never a wrong number, never an endless count.

Without filters the kept counts know. With filters, problems are looked at one by one, but only where they say that
the filters leave few enough of them; otherwise numbers are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import Q, QuerySet, Value

from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.overview.register.filters import CHOICES, TERMS, Filters
from issues.overview.register.queries.lists import Row
from issues.problems.counters.models import ProblemCount
from issues.problems.records.dimensions import ALL
from issues.problems.records.models import Problem
from issues.problems.records.states import State

MOST = 500
MOST_EXAMINED = 2_500
"""How many problems, at most, are looked at for the sake of numbers."""
FEW = ("mine", "followed")
"""Filters that leave few problems by their nature: those of one person."""
SCHEMES = {"right_at_risk": "risk", "organisation_id": "organisation"}
COLUMNS = {"lane": "space__lane", "risk": "right_at_risk"} | {name: f"{name}_id" for name in (*TERMS, "organisation")}
Values = tuple[str, ...]
"""What a problem has for each of CHOICES, as the options of the filters say it."""
KeptCounts = dict[str, Counter[str]]
"""What the kept counts say of everything that a person reads, by filter and value."""
Options = dict[str, Mapping[str, int | None] | None]
"""How many problems each value of a filter leaves, by filter; None where that is not known."""


@dataclass(frozen=True)
class Counts:
    """`total` is None where it is not known, and a least where `more`. `options` holds what is known, by filter."""

    total: int | None = None
    more: bool = False
    options: Options = field(default_factory=dict)

    def of(self, name: str, value: object) -> int | None:
        """How many problems would be shown with one value of a filter; None where that is not known."""
        known = self.options.get(name)
        return None if known is None else known.get(str(value), 0)


def counts_of(person: Reader, filters: Filters, whole: list[Row] | None = None) -> Counts:
    """The counts of a list; at most two queries. `whole` is all of it, where it is at hand."""
    kept = kept_counts_of(person)
    if not filters:
        return Counts(kept[ALL][""], options={name: dict(kept[name]) for name in CHOICES})
    shown = None if whole is None else [values_of(row) for row in whole]
    others: dict[str, list[Values]] = {}
    if not filters.q:
        shown, others = examine_values(person, filters, kept, shown)
    more = shown is not None and len(shown) > MOST
    options: Options = {} if shown is None or more else tallied(shown)
    return Counts(total_of(filters, shown, kept), more, options | own_options(filters, shown, others, kept))


def active_filters(filters: Filters) -> list[str]:
    """The names of the filters that are on."""
    return [one.name for one in fields(filters) if getattr(filters, one.name)]


def chosen_values(filters: Filters, name: str) -> Values:
    """The values of a filter that are on, as its options say them."""
    values = getattr(filters, name)
    return tuple(map(option_value, values if isinstance(values, tuple) else (values,))) if values else ()


def option_value(value: object) -> str:
    """A problem's own value as the option of a filter says it."""
    return "1" if value is True else "" if value in (None, False) else str(value)


def kept_counts_of(person: Reader) -> KeptCounts:
    """What the kept counts say of everything that a person reads, by filter and value; one query."""
    lanes = {space.pk: space.lane.value for space in standing_of(person).readable}
    counts: KeptCounts = {name: Counter() for name in (ALL, *CHOICES)}
    rows = ProblemCount.objects.filter(space__in=lanes, problems__gt=0)
    for space, scheme, value, number in rows.values_list("space_id", "scheme", "value", "problems"):
        name = SCHEMES.get(scheme, scheme)
        if name in counts:
            counts[name]["1" if value == "True" else value] += number
        if scheme == ALL:
            counts["lane"][lanes[space]] += number
    return counts


def least_matching(filters: Filters, names: list[str], kept: KeptCounts) -> int:
    """At least as many problems as pass these filters. One merged away is counted by its state alone."""
    if any(name in FEW for name in names):
        return 0
    if State.MERGED in filters.state:
        names = [name for name in names if name == "state"]
    known = [sum(kept[name][value] for value in chosen_values(filters, name)) for name in names if name in CHOICES]
    return min(known, default=MOST_EXAMINED + 1 if State.MERGED in filters.state else kept[ALL][""])


def examine_values(
    person: Reader, filters: Filters, kept: KeptCounts, shown: list[Values] | None
) -> tuple[list[Values] | None, dict[str, list[Values]]]:
    """The values of what is shown, and of what each filter alone keeps away, where few are to be looked at; one query."""
    names, parts = active_filters(filters), filters.parts(person)
    asked: dict[str, QuerySet[Problem, Any]] = {}
    if shown is None and least_matching(filters, names, kept) <= MOST_EXAMINED:
        asked[""] = filtered_rows(person, list(parts.values()))
    for name in names:
        rest = [other for other in names if other != name]
        if name in CHOICES and rest and least_matching(filters, rest, kept) <= MOST_EXAMINED:
            others = [part for key, part in parts.items() if key != name]
            asked[name] = filtered_rows(person, [*others, ~parts[name], *merged_exclusion(name)])
    found: dict[str, list[Values]] = {name: [] for name in asked}
    for name, *values in joined_values(asked):
        found[name].append(tuple(map(option_value, values)))
    return found.pop("", shown), found


def merged_exclusion(name: str) -> list[Q]:
    """What keeps merged problems away where the filter by state is the one to be left out: the kept counts do not bound them."""
    return [~Q(state=State.MERGED)] if name == "state" else []


def filtered_rows(person: Reader, parts: list[Q]) -> QuerySet[Problem, Any]:
    """At most 501 of the problems that pass."""
    problems = Problem.objects.visible_to(person)
    for part in parts:
        problems = problems.filter(part)
    return problems.order_by().values("pk")[: MOST + 1]


def joined_values(asked: dict[str, QuerySet[Problem, Any]]) -> list[tuple[Any, ...]]:
    """The name and the values of every problem of several sets; one query, none for no set."""
    columns = [COLUMNS.get(name, name) for name in CHOICES]
    parts: list[QuerySet[Problem, Any]] = [
        Problem.objects.order_by().filter(pk__in=keys).annotate(of=Value(name)).values_list("of", *columns)
        for name, keys in asked.items()
    ]
    if len(parts) < 2:
        return list(parts[0]) if parts else []
    return list(parts[0].union(*parts[1:], all=True))


def values_of(row: Row) -> Values:
    """What a row has for each filter."""
    return tuple(option_value(getattr(row, SCHEMES_OF_ROW.get(name, name))) for name in CHOICES)


SCHEMES_OF_ROW = {"risk": "right_at_risk"}


def tallied(shown: list[Values]) -> Options:
    """How many of what is shown have each value. How many merged problems there would be is not known from it."""
    counts = {name: Counter(values[place] for values in shown) for place, name in enumerate(CHOICES)}
    return {**counts, "state": {**counts["state"], "merged": None}}


def own_options(
    filters: Filters, shown: list[Values] | None, others: dict[str, list[Values]], kept: KeptCounts
) -> Options:
    """The numbers beside the options of filters that are on: as if each were not."""
    options: Options = {}
    names = active_filters(filters)
    for name in (name for name in names if name in CHOICES):
        place = CHOICES.index(name)
        rest = others.get(name)
        if names == [name]:
            options[name] = dict(kept[name])
        elif rest is not None and shown is not None and len(rest) <= MOST and len(shown) <= MOST:
            counted = Counter(values[place] for values in (*shown, *rest))
            options[name] = {**counted, "merged": None} if name == "state" else counted
        else:
            options[name] = None
    return options


def total_of(filters: Filters, shown: list[Values] | None, kept: KeptCounts) -> int | None:
    """How many problems are shown, as far as it is known."""
    if shown is not None:
        return min(len(shown), MOST)
    names = active_filters(filters)
    alone = names[0] if len(names) == 1 and names[0] in CHOICES else None
    return sum(kept[alone][value] for value in chosen_values(filters, alone)) if alone else None
