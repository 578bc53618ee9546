"""The figures of the home page: over the common lane alone, masked where fewer than three CPAS stand behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.access.disclosure import MIN_CPAS_SHOWN, is_enough, number_for_public
from committee.access.lanes import Lane
from committee.journal.moments import format_day
from committee.organisations.queries import centres
from issues.fieldwork.impacts.coverage import Coverage
from issues.fieldwork.impacts.models import Answer, Declaration, ProblemImpact
from issues.fieldwork.impacts.presentation.declarations import described_sum
from issues.problems.records.models import Problem
from issues.problems.records.states import LIVING
from issues.problems.records.states import State as ProblemState
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import IN_THE_FIELD, State

HOURS = ("hours_low", "hours_likely", "hours_high")


@dataclass(frozen=True)
class Figures:
    """What the public may know at a glance. Hours are per month; what is masked is None."""

    problems: int
    centres: int
    declared: int | None
    hours: tuple[float, float, float] | None
    coverage_of_hours: Coverage
    delivered: int
    verified: int
    as_of: date | None
    fictive: bool

    @property
    def masked(self) -> bool:
        """Whether too few CPAS declared for their number to be told."""
        return self.declared is None

    @property
    def shown(self) -> list[dict]:
        """The figures as components, in words and numbers of the reader's language."""
        return [self.shown_problems(), *self.shown_hours(), self.shown_solutions()]

    def shown_problems(self) -> dict:
        """How many problems were shared, and how many CPAS declared on them."""
        unit = ngettext("problem", "problems", self.problems)
        told = _("fewer than %(count)s") % {"count": MIN_CPAS_SHOWN} if self.declared is None else self.declared
        words = _("%(count)s of %(centres)s CPAS declared on at least one") % {"count": told, "centres": self.centres}
        return {
            "value": format_whole(self.problems),
            "unit": unit,
            "label": _("Problems shared with the committee"),
            "caption": self.dated(words),
        }

    def shown_hours(self) -> list[dict]:
        """The extra work, nothing where too few CPAS gave volumes."""
        if self.hours is None:
            return []
        low, likely, high = (format_whole(round(hours)) for hours in self.hours)
        between = _("between %(low)s and %(high)s") % {"low": low, "high": high}
        facts = {"unit": _("hours a month"), "label": _("Extra work declared on open problems")}
        caption = self.dated(between)
        return [{"value": likely, "caption": caption, "sum": described_sum(self.coverage_of_hours), **facts}]

    def shown_solutions(self) -> dict:
        """How many solutions were delivered, and how many the field verified."""
        unit = ngettext("solution", "solutions", self.delivered)
        caption = _("of which verified in the field: %(count)s") % {"count": self.verified}
        return {
            "value": format_whole(self.delivered),
            "unit": unit,
            "label": _("Solutions delivered"),
            "caption": caption,
        }

    def dated(self, words: str) -> str:
        """Words with the date of the last declaration."""
        return f"{words}, {format_day(self.as_of)}" if self.as_of else words


def public_figures() -> Figures:
    """Work the figures out; four queries, however much was filed."""
    problems = Problem.objects.shared().exclude(state=ProblemState.MERGED)
    filed = problems.aggregate(count=Count("pk"), fictive=Count("pk", filter=Q(fictive=True)))
    said = declared_about(problems)
    hours, coverage = hours_of(problems)
    return Figures(
        problems=filed["count"],
        centres=len(centres()),
        declared=number_for_public(said["declared"]),
        hours=hours if is_enough(said["measuring"]) else None,
        coverage_of_hours=coverage,
        as_of=timezone.localtime(said["last"]).date() if said["last"] else None,
        fictive=bool(filed["fictive"]),
        **count_delivered(),
    )


def declared_about(problems) -> dict:
    """How many CPAS answered at all, how many gave volumes that may be added up, and when the last one answered."""
    volumes = Q(answer=Answer.AFFECTED, cases__isnull=False, minutes_likely__isnull=False)
    volumes &= Q(problem__tally__affected__gte=MIN_CPAS_SHOWN, problem__state__in=LIVING)
    return Declaration.objects.filter(problem__in=problems).aggregate(
        declared=Count("organisation", distinct=True),
        measuring=Count("organisation", distinct=True, filter=volumes),
        last=Max("declared_at"),
    )


def hours_of(problems) -> tuple[tuple[float, float, float], Coverage]:
    """Extra hours per month, at least, most often, at most, and the answers on which these very sums rest.

    Over problems that live with at least three affected CPAS, as the members' totals: their difference must not tell of
    one CPAS.
    """
    told = ProblemImpact.objects.filter(problem__in=problems, problem__state__in=LIVING, affected__gte=MIN_CPAS_SHOWN)
    sums = told.aggregate(
        **{name: Sum(name, default=0) for name in HOURS}, known=Sum("with_minutes", default=0), number=Count("pk")
    )
    low, likely, high = (sums[name] for name in HOURS)
    return (low, likely, high), Coverage(sums["known"], len(centres()), sums["number"])


def count_delivered() -> dict[str, int]:
    """How many solutions of the common lane were delivered, and how many of these the field has verified."""
    shared = Solution.objects.filter(space__lane=Lane.COMMON)
    delivered = Q(state__in=IN_THE_FIELD)
    return shared.aggregate(
        delivered=Count("pk", filter=delivered), verified=Count("pk", filter=Q(state=State.VERIFIED))
    )


def format_whole(count: int) -> str:
    """A whole number as the reader's language writes it."""
    return number_format(count, decimal_pos=0, force_grouping=True)
