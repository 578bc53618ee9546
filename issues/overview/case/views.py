"""The case page with its conversation."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from committee.inbox.actions.notices import read_notices_about
from issues.conversation.discussions.fragments.discussion import record_visit
from issues.conversation.discussions.queries import Place
from issues.overview.case import queries
from issues.overview.case.presentation import case_context


@require_safe
@members_only
def case(request, reference: str):
    """The case: facts, the nineteen, solutions, and the end of the conversation."""
    case = queries.case_of(request.user, reference)
    if case is None:
        raise Http404
    record_visit(request.user, case.problem.thread_id, case.reading, Place())
    if getattr(case.problem, "told", False):
        read_notices_about(by=request.user, kind="problem", key=reference)
    return render(request, "issues/overview/case/case.html", case_context(request, case))
