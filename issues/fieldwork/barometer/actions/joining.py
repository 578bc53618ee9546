"""Two CPAS become one: what both said of a week is one answer, and no week that one of them answered is lost."""

from django.db import transaction

from committee.organisations.models import Organisation
from issues.fieldwork.barometer.models import PulseAnswer


@transaction.atomic
def carry_answers(merged: Organisation, into: Organisation) -> None:
    """Let weekly answers follow a declaration that gives way to another one; before the declarations are carried.

    In a week for which both answered, the two stand as one: still met where either met it, cases added up, counted where
    each number was. What each had said stays in the journal of its own space.
    """
    rows = PulseAnswer.objects.select_for_update(of=("self",)).select_related("declaration")
    of_both = rows.filter(declaration__problem__declarations__organisation=into)
    there = {
        (row.declaration.problem_id, row.week): row
        for row in rows.filter(declaration__organisation=into).order_by("pk")
    }
    standing = dict(into.declarations.values_list("problem_id", "pk"))
    for row in of_both.filter(declaration__organisation=merged).order_by("pk"):
        problem = row.declaration.problem_id
        if other := there.get((problem, row.week)):
            add_up(other, row)
            row.delete()
        else:
            row.declaration_id = standing[problem]
            row.save(update_fields=["declaration"])


def add_up(standing: PulseAnswer, other: PulseAnswer) -> None:
    """Let one answer say what two said of the same week."""
    numbers = [row.cases for row in (standing, other) if row.cases is not None]
    said = [row for row in (standing, other) if row.still]
    standing.still = bool(said)
    standing.counted = bool(said) and all(row.counted for row in said)
    standing.cases = sum(numbers) if numbers and standing.still else None
    standing.save(update_fields=["still", "cases", "counted"])
