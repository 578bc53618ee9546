"""The case page with its conversation, and the timeline."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from committee.inbox.actions import read_notices_about
from committee.journal.queries import timeline as story
from issues.dossier import queries
from issues.dossier.presentation import case_context
from issues.problems.views import found
from issues.talk.presentation import arrive, composer_for


@require_safe
@members_only
def case(request, reference: str):
    """The case: facts, the nineteen, solutions, and the end of the conversation."""
    case = queries.case_of(request.user, reference)
    if case is None:
        raise Http404
    arrive(request.user, case.reading.strands)
    if case.problem.told:
        read_notices_about(by=request.user, kind="problem", key=reference)
    reply = request.GET.get("reply", "").replace("\0", "")
    form = composer_for(request.user, case.problem.owner_of_thread, reply)
    return render(request, "issues/dossier/case.html", case_context(request.user, case, form))


@require_safe
@members_only
def timeline(request, reference: str):
    """The whole story of a problem, as far as the reader may know it."""
    problem = found(request, reference)
    entries = story(request.user, "problem", reference)
    return render(request, "issues/dossier/timeline.html", {"problem": problem, "entries": entries})
