"""Two CPAS become one: what the first declared counts for the second, once."""

from django.db import transaction

from committee.organisations.models import Organisation
from issues.fieldwork.impacts.actions.declaring import keep_revision
from issues.fieldwork.impacts.models import Declaration


@transaction.atomic
def carry_declarations(merged: Organisation, into: Organisation) -> None:
    """Let the declarations of the first be the second's; where both declared, the second's stands.

    What the first had declared there is kept among the former versions of the one that stands. Sums are made again by
    whoever calls (`rebuilding.rebuild_everything`).
    """
    rows = Declaration.objects.select_for_update()
    there = {row.problem_id: row for row in rows.filter(organisation=into)}
    for row in rows.filter(organisation=merged).order_by("pk"):
        if standing := there.get(row.problem_id):
            keep_revision(row)
            row.revisions.update(declaration=standing)
            row.delete()
        else:
            row.organisation = into
            row.save(update_fields=["organisation"])
