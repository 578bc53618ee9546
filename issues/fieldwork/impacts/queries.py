"""Totals of declarations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from committee.access.disclosure import masked_parts
from committee.access.lanes import SHARED
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.organisations.queries import centres
from committee.people.models import Reader
from issues.conversation.threads.prepared import run_prepared
from issues.fieldwork.impacts.models import Answer, Declaration, ImpactTotal, ImpactTotalCentre, Revision
from issues.fieldwork.impacts.policy import may_read_declarations
from issues.problems.records.dimensions import ALL
from issues.problems.records.models import Problem

SUMMED = ("with_cases", "with_minutes", "cases", "minutes_low", "minutes_likely", "minutes_high")
SUMS = ("problems", "small_problems", *SUMMED, "open_problems", *(f"open_{name}" for name in SUMMED))
MINUTES = ("minutes_low", "minutes_likely", "minutes_high")


def cells_of(declarations: Iterable[Declaration]) -> str:
    """One character per CPAS in the order of the strip: its answer, or a dot."""
    answers = {declaration.organisation_id: declaration.answer for declaration in declarations}
    return "".join(answers.get(centre.pk, ".") for centre in centres())


def sum_declarations(declarations: QuerySet[Declaration]) -> dict[str, Any]:
    """Counts of answers and of what they say, cases and hours a month as low, likely and high, of a set of declarations."""
    counts = {name: Count("pk", filter=Q(answer=answer)) for name, answer in ANSWERS.items()}
    hours = {name.replace("minutes", "hours"): Sum(F("cases") * F(name), default=0) / 60.0 for name in MINUTES}
    said = {name: Count("pk", filter=saying) for name, saying in SAYING.items()}
    return declarations.aggregate(cases=Sum("cases", default=0), **counts) | declarations.aggregate(**said, **hours)


SAYING = {
    "with_cases": Q(answer=Answer.NOT_AFFECTED) | Q(cases__isnull=False),
    "with_minutes": Q(answer=Answer.NOT_AFFECTED) | Q(cases__isnull=False, minutes_likely__isnull=False),
}
"""Which declarations say what a sum adds up: `Declaration.says_cases` and `says_minutes`, for the database."""
ANSWERS = {"affected": Answer.AFFECTED, "not_affected": Answer.NOT_AFFECTED, "cannot_tell": Answer.CANNOT_TELL}


@dataclass
class Volumes:
    """What one CPAS has a month: cases, and minutes over all of them."""

    cases: int = 0
    minutes: int = 0


@dataclass
class Compared:
    """One CPAS's own volumes beside those of the others that are affected and declared some; none of them is named."""

    own: Volumes
    others: list[Volumes]


@dataclass
class Sums:
    """The totals of one kind over all spaces that a person reads."""

    cells: str = ""
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SUMS, 0))

    def add(self, row: dict[str, Any]) -> None:
        """Add the total of one space: a CPAS is affected where it is in any of them."""
        for name in SUMS:
            self.figures[name] += row[name]
        size = max(len(self.cells), len(row["cells"]))
        pairs = zip(self.cells.ljust(size, "."), row["cells"].ljust(size, "."), strict=True)
        self.cells = "".join(min(pair, key="an.".index) for pair in pairs)


def totals_of(person: Reader) -> dict[tuple[str, str], Sums]:
    """The totals by scheme and value over the spaces that a person reads; one query, whatever the number of problems."""
    found: dict[tuple[str, str], Sums] = defaultdict(Sums)
    rows = ImpactTotal.objects.filter(space__in=standing_of(person).readable_ids, problems__gt=0)
    for row in rows.values("scheme", "value", "cells", *SUMS):
        found[row["scheme"], row["value"]].add(row)
    return dict(found)


def own_cpas_id(person: Reader) -> int | None:
    """The CPAS for which a person declares, the first where there are several, or None."""
    return standing_of(person).organisation_for(Ability.DECLARE_IMPACT, None)


def compared_overall(person: Reader) -> Compared | None:
    """The volumes of a person's CPAS over all problems of the shared lanes, beside the others'; one query.

    None for who declares for no CPAS.
    """
    own = own_cpas_id(person)
    if own is None:
        return None
    shared = [space.pk for space in standing_of(person).readable if space.lane in SHARED]
    totals = {"total__space__in": shared, "total__scheme": ALL, "affected__gt": 0}
    volumes: dict[int, Volumes] = defaultdict(Volumes)
    rows = ImpactTotalCentre.objects.filter(**totals).values_list("organisation", "cases", "minutes_likely")
    for organisation, cases, minutes in rows:
        volumes[organisation].cases += cases
        volumes[organisation].minutes += minutes
    mine = volumes.pop(own, Volumes())
    return Compared(mine, [one for one in volumes.values() if one.cases])


def declared_on(person: Reader, problem: Problem) -> tuple[Declaration | None, Compared | None]:
    """What a person's CPAS declared on a problem, and its volumes beside the others'; one query.

    Who declares for no CPAS gets nothing, who declared no volumes no comparison.
    """
    own = own_cpas_id(person)
    if own is None:
        return None, None
    rows = run_prepared((), of_own_and_with_volumes, problem=problem.pk, organisation=own)
    mine = next((row for row in rows if row.organisation_id == own), None)
    if mine is None or mine.cases is None:
        return mine, None
    others = [volumes_of(row) for row in rows if row.organisation_id != own]
    return mine, Compared(volumes_of(mine), others)


def of_own_and_with_volumes(problem: int, organisation: int) -> QuerySet[Declaration]:
    """The declarations on a problem that one CPAS may be compared with, and its own."""
    wanted = Q(organisation=organisation) | Q(answer=Answer.AFFECTED, cases__isnull=False)
    return Declaration.objects.filter(wanted, problem=problem)


def volumes_of(row: Declaration) -> Volumes:
    """What one declaration says a month."""
    return Volumes(row.cases or 0, (row.cases or 0) * (row.minutes_likely or 0))


@dataclass
class OfSupplier:
    """What the CPAS of one supplier of software declared on a problem: how many there are, answered, are affected, and
    what these have a month; `shown` is whether the sums may be read.
    """

    name: str
    centres: int = 0
    answered: int = 0
    affected: int = 0
    with_cases: int = 0
    volumes: Volumes = field(default_factory=Volumes)
    shown: bool = True


def by_supplier(person: Reader, problem: Problem) -> list[OfSupplier]:
    """What the CPAS declared on a problem by the supplier of their own software, the most affected first; two queries.

    Sums are shown as far as no CPAS is found in them, also by subtracting the others from the whole.
    """
    found: dict[str, OfSupplier] = {}
    suppliers = dict(Organisation.objects.cpas().values_list("pk", "supplier"))
    for name in suppliers.values():
        found.setdefault(name, OfSupplier(name)).centres += 1
    for row in problem.declarations.all():
        if row.organisation_id in suppliers:
            count_in(found[suppliers[row.organisation_id]], row)
    rows = sorted(found.values(), key=lambda one: (-one.affected, -one.centres, one.name))
    everything = may_read_declarations(person, problem)
    for one, masked in zip(rows, masked_parts([row.affected for row in rows]), strict=True):
        one.shown = everything or not masked
    return rows


def count_in(one: OfSupplier, row: Declaration) -> None:
    """Count a declaration among those of its supplier."""
    one.answered += 1
    if row.answer == Answer.AFFECTED:
        said = volumes_of(row)
        one.affected += 1
        one.with_cases += row.cases is not None
        one.volumes = Volumes(one.volumes.cases + said.cases, one.volumes.minutes + said.minutes)


def with_history(declarations: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Declarations with who declared, and every revision, newest first; two queries."""
    revisions = Revision.objects.select_related("declared_by").order_by("-declared_at", "-pk")
    return declarations.select_related("organisation", "declared_by").prefetch_related(
        Prefetch("revisions", queryset=revisions)
    )
