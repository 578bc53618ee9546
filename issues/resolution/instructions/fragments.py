"""The instructions beside a solution, as a section of its page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from issues.resolution.instructions.policy import may_issue_instruction
from issues.resolution.instructions.presentation import row_of
from issues.resolution.instructions.queries import about_solution
from issues.resolution.solutions.models import Solution


def instructions_section(request: HttpRequest, solution: Solution, _forms: dict[str, Any]) -> SafeString:
    """What is done meanwhile, and where to say more of it; one query, none where the solution says that there is nothing."""
    any_of_it = getattr(solution, "has_instructions", True)
    rows = [row_of(one) for one in about_solution(request.user, solution)] if any_of_it else []
    context = {"rows": rows, "solution": solution, "may_issue": may_issue_instruction(request.user, solution)}
    return render_to_string("issues/resolution/instructions/section.html", context)
