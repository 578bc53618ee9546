"""Two CPAS become one: what the first said of solutions counts for the second, where that one said nothing."""

from django.db import transaction

from committee.organisations.models import Organisation
from issues.fieldwork.impacts.actions.totals import keep_totals
from issues.resolution.solutions.actions.lifecycle import lock_solution
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.states import IN_THE_FIELD
from issues.resolution.verification.actions.judging import settle_by_rule
from issues.resolution.verification.models import Verdict, VerdictRequest
from issues.resolution.verification.queries import cells_of


@transaction.atomic
def carry_verdicts(merged: Organisation, into: Organisation) -> None:
    """Let the verdicts of the first be the second's; where both gave one, both are kept and the second's counts.

    Links that were sent to people of the first speak for the second, whose people they are now.
    """
    said = Verdict.objects.filter(organisation=into).values("solution")
    Verdict.objects.filter(organisation=merged).exclude(solution__in=said).update(organisation=into)
    for request in VerdictRequest.objects.filter(organisation=merged):
        if not VerdictRequest.objects.filter(
            round=request.round_id, organisation=into, person=request.person_id
        ).exists():
            request.organisation = into
            request.save(update_fields=["organisation"])


@transaction.atomic
def rebuild_cells() -> int:
    """Make the cells of every solution again in the order of the strip, and let the verdicts decide anew.

    Returns how many solutions there are of which anything is said.
    """
    solutions = list(Solution.objects.prefetch_related("verdicts").exclude(verdicts=None).distinct())
    for solution in solutions:
        solution.cells = cells_of(solution.verdicts.all())
    Solution.objects.bulk_update(solutions, ["cells"], batch_size=500)
    for solution in solutions:
        if solution.state in IN_THE_FIELD:
            with keep_totals(*solution.problems.all()):
                settle_by_rule(lock_solution(solution))
    return len(solutions)
