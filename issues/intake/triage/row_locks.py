"""Taking several problems in hand at once, in one order, so that nobody waits for each other in a ring.

The order is the one that single actions follow: tallies, problems, counts, totals; rows of each by their keys.
"""

from collections.abc import Iterable

from issues.fieldwork.impacts.actions.totals import lock_tallies
from issues.fieldwork.impacts.models import ImpactTotal
from issues.problems.counters.models import ProblemCount
from issues.problems.records.models import Problem


def taken_in_hand(problems: Iterable[Problem]) -> list[Problem]:
    """The problems as they stand now, by their keys, with all that is counted of them locked until the end."""
    keys = lock_tallies(problems)
    rows = Problem.objects.select_for_update(of=("self",)).select_related("space", "organisation")
    locked = list(rows.filter(pk__in=keys).order_by("pk"))
    spaces = {problem.space_id for problem in locked}
    for model in (ProblemCount, ImpactTotal):
        list(model.objects.select_for_update().filter(space__in=spaces).order_by("pk").values_list("pk"))
    return locked
