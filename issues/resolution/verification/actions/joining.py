"""Two CPAS become one: what the first said of solutions counts for the second, where that one said nothing."""

from django.db import transaction

from committee.organisations.models import Organisation
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.queries import cells_of


@transaction.atomic
def carry_verdicts(merged: Organisation, into: Organisation) -> None:
    """Let the verdicts of the first be the second's; where both gave one, both are kept and the second's counts."""
    said = Verdict.objects.filter(organisation=into).values("solution")
    Verdict.objects.filter(organisation=merged).exclude(solution__in=said).update(organisation=into)


@transaction.atomic
def rebuild_cells() -> int:
    """Make the cells of every solution again in the order of the strip. Returns how many there are."""
    solutions = list(Solution.objects.prefetch_related("verdicts").exclude(verdicts=None).distinct())
    for solution in solutions:
        solution.cells = cells_of(solution.verdicts.all())
    Solution.objects.bulk_update(solutions, ["cells"], batch_size=500)
    return len(solutions)
