"""The list of solutions."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from committee.privacy.views import guarded_question
from issues.overview.solution_register.filters import read_solution_query
from issues.overview.solution_register.presentation import page_context


@require_safe
@members_only
@guarded_question
def solution_list(request):
    """The solutions that the reader may read, as the address asks for them."""
    asked = read_solution_query(request.GET, request.user)
    return render(request, "issues/overview/solution_register/list.html", page_context(request.user, asked))
