"""Solutions follow a problem that is merged into another, and come back when the merge is undone."""

from typing import Any

from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution


def carry_solutions(source: Problem, target: Problem) -> list[dict[str, Any]]:
    """Let the solutions to the source answer the target instead."""
    carried = []
    for solution in source.solutions.select_for_update(of=("self",)).order_by("pk"):
        both = solution.problems.filter(pk=target.pk).exists()
        solution.problems.remove(source)
        solution.problems.add(target)
        carried.append({"pk": solution.pk, "both": both, "state": solution.state})
    return carried


def restore_solutions(source: Problem, target: Problem, carried: list[dict[str, Any]]) -> None:
    """Let them answer the source again, and the target only where they did before."""
    solutions = {row.pk: row for row in Solution.objects.filter(problems=target, pk__in=[one["pk"] for one in carried])}
    for one in carried:
        if solution := solutions.get(one["pk"]):
            solution.problems.add(source)
            if not one["both"]:
                solution.problems.remove(target)
