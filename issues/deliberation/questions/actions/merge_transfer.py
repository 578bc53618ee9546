"""Two problems become one: what was asked about the first is asked about the second, and comes back."""

from issues.deliberation.questions.models import Question
from issues.problems.records.models import Problem


def carry_questions(source: Problem, target: Problem) -> list[int]:
    """Let the questions about a problem be about another; returns which they were."""
    rows = Question.objects.filter(problem=source)
    carried = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(problem=target)
    return carried


def restore_questions(source: Problem, target: Problem, carried: list[int]) -> None:
    """Let the questions that followed a merge be about the first problem again, as far as they still are about the second."""
    Question.objects.filter(pk__in=carried, problem=target).update(problem=source)
