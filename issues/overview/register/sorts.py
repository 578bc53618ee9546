"""The orders of a list, each with an edge in the address from which its next page goes on: never an offset.

Sums of hours that rest on one or two CPAS are masked for most readers, and a place in a sorted list would tell them:
for every reader they stand last, as if they were nought (`ProblemImpact.hours_shown`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EDGE = re.compile(r"(\d{1,16}(?:\.\d{1,17})?)-(\d{1,18})", re.A)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Sort:
    """An order: by a field, then by the order of filing, in the same direction."""

    code: str
    label: str | Promise
    field: str
    rising: bool = False
    moment: bool = False

    @property
    def key(self) -> str:
        """What breaks ties: the identifier, of the tally where the field is one of it, so that one index holds both."""
        return "tally__problem_id" if self.field.startswith("tally__") else "pk"

    @property
    def order(self) -> tuple[str, str]:
        """As `order_by` takes it."""
        sign = "" if self.rising else "-"
        return (sign + self.field, sign + self.key)

    def ordered(self, problems: QuerySet) -> QuerySet:
        """Put problems in this order. Every problem has a tally from its filing: saying so lets its index lead."""
        met = problems.filter(tally__affected__gte=0) if self.field.startswith("tally__") else problems
        return met.order_by(*self.order)

    def after(self, problems: QuerySet, edge: tuple | None) -> QuerySet:
        """Keep what comes after an edge; all of it without one."""
        if edge is None:
            return problems
        value, pk = edge
        side = "gt" if self.rising else "lt"
        beyond = Q(**{f"{self.field}__{side}": value}) | Q(**{self.field: value, f"{self.key}__{side}": pk})
        return problems.filter(beyond, **{f"{self.field}__{side}e": value})

    def edge_of(self, value, pk: int) -> str:
        """A row's place in this order, for an address."""
        return f"{(value - EPOCH) // MICROSECOND if self.moment else value}-{pk}"

    def edge_in(self, word: str) -> tuple | None:
        """The place that an address names; None for anything else."""
        found = EDGE.fullmatch(word)
        if not found:
            return None
        number = float(found[1]) if "." in found[1] else int(found[1])
        return (EPOCH + timedelta(microseconds=number) if self.moment else number), int(found[2])


SORTS = {
    sort.code: sort
    for sort in (
        Sort("last", _("Last fact"), "last_at", moment=True),
        Sort("filed", _("Filed last"), "filed_at", moment=True),
        Sort("oldest", _("Filed first (oldest)"), "filed_at", rising=True, moment=True),
        Sort("severity", _("Severity"), "severity"),
        Sort("affected", _("CPAS affected"), "tally__affected"),
        Sort("hours", _("Hours a month"), "tally__hours_shown"),
    )
}
DEFAULT = SORTS["last"]
