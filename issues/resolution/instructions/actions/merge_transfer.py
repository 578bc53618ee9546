"""Instructions follow a problem that is merged into another, and come back when the merge is undone."""

from issues.problems.records.models import Problem
from issues.resolution.instructions.models import Instruction


def carry_instructions(source: Problem, target: Problem) -> list[int]:
    """Let what was issued about the source hold about the target instead."""
    keys = list(source.instructions.order_by("pk").values_list("pk", flat=True))
    Instruction.objects.filter(pk__in=keys).update(problem=target)
    return keys


def restore_instructions(source: Problem, target: Problem, carried: list[int]) -> None:
    """Let it hold about the source again."""
    Instruction.objects.filter(pk__in=carried, problem=target).update(problem=source)
