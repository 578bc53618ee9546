"""Lists of problems as they are read: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from committee.access.standing import standing_of
from issues.problems.models import Problem
from issues.problems.queries import found_in

ROWS = 50
LIST_FIELDS = (
    "reference",
    "language",
    "title",
    "title_other",
    "state",
    "severity",
    "right_at_risk",
    "last_verb",
    "last_at",
    "category_id",
    "filed_at",
    "space__lane",
    "organisation__name_fr",
    "organisation__name_nl",
    "tally__cells",
    "tally__affected",
    "tally__not_affected",
    "tally__cannot_tell",
    "tally__centres",
    "tally__hours_low",
    "tally__hours_likely",
    "tally__hours_high",
)


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed by; every field is optional and combines with the others."""

    q: str = ""
    state: str = ""
    chain: str = ""
    category: str = ""
    tool: str = ""
    severity: str = ""
    risk: bool = False
    mine: bool = False

    def narrow(self, problems: QuerySet, person) -> QuerySet:
        """Apply the filters to a set of problems that the person may read."""
        words = {"state": self.state, "severity": self.severity}
        words |= {f"{name}_id": getattr(self, name) for name in ("chain", "category", "tool")}
        problems = problems.filter(**{name: value for name, value in words.items() if value})
        if self.q:
            problems = problems.filter(found_in(self.q))
        if self.risk:
            problems = problems.filter(right_at_risk=True)
        return problems.filter(reporter=person) if self.mine else problems


def listed(person, filters: Filters, *, before: str = "") -> list[Problem]:
    """One page of the list, last fact first, at most 51 rows; one query. `before` is the reference of a page's last row."""
    problems = filters.narrow(Problem.objects.visible_to(person), person)
    edge = (
        Problem.objects.visible_to(person).filter(reference=before).values("last_at", "pk").first() if before else None
    )
    if edge:
        problems = problems.filter(Q(last_at__lt=edge["last_at"]) | Q(last_at=edge["last_at"], pk__lt=edge["pk"]))
    shown = Problem.objects.filter(newest_in_each_space(person, problems))
    shown = shown.select_related("space", "organisation", "tally").only(*LIST_FIELDS)
    return list(shown.order_by("-last_at", "-pk")[: ROWS + 1])


def newest_in_each_space(person, problems: QuerySet) -> Q:
    """The first rows of each space that a person reads: the index gives them in order, however many there are."""
    found = Q(pk__in=[])
    for space_id in sorted(standing_of(person).readable_ids):
        newest = problems.filter(space=space_id).order_by("-last_at", "-pk").values("pk")
        found |= Q(pk__in=newest[: ROWS + 1])
    return found
