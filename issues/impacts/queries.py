"""Totals of declarations."""

from django.db.models import Count, F, Q, QuerySet, Sum

from committee.organisations.queries import centres
from issues.impacts.models import Answer, Declaration

MINUTES = ("minutes_low", "minutes_likely", "minutes_high")


def cells_of(declarations) -> str:
    """One character per CPAS in the order of the strip: its answer, or a dot."""
    answers = {declaration.organisation_id: declaration.answer for declaration in declarations}
    return "".join(answers.get(centre.pk, ".") for centre in centres())


def sums(declarations: QuerySet) -> dict:
    """Counts of answers, cases per month, and hours per month as low, likely and high, of a set of declarations."""
    counts = {name: Count("pk", filter=Q(answer=answer)) for name, answer in ANSWERS.items()}
    hours = {name.replace("minutes", "hours"): Sum(F("cases") * F(name), default=0) / 60.0 for name in MINUTES}
    return declarations.aggregate(cases=Sum("cases", default=0), **counts) | declarations.aggregate(**hours)


ANSWERS = {"affected": Answer.AFFECTED, "not_affected": Answer.NOT_AFFECTED, "cannot_tell": Answer.CANNOT_TELL}


def own_declarations(problem, organisation_ids) -> dict[int, Declaration]:
    """The declarations of some organisations about a problem, by organisation."""
    rows = Declaration.objects.filter(problem=problem, organisation__in=organisation_ids)
    return {row.organisation_id: row for row in rows}
