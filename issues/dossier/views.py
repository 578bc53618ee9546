"""The case page with its conversation."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from committee.inbox.actions import read_notices_about
from issues.dossier import queries
from issues.dossier.presentation import case_context
from issues.talk.presentation import arrive
from issues.talk.queries import Place


@require_safe
@members_only
def case(request, reference: str):
    """The case: facts, the nineteen, solutions, and the end of the conversation."""
    case = queries.case_of(request.user, reference)
    if case is None:
        raise Http404
    arrive(request.user, case.problem.thread_id, case.reading, Place())
    if case.problem.told:
        read_notices_about(by=request.user, kind="problem", key=reference)
    return render(request, "issues/dossier/case.html", case_context(request, case))
