"""Who could see a thing, and when."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from committee.access.policy import insist, members_only
from issues.audit.actions import record_audit_taken
from issues.audit.delivery import file_of
from issues.audit.policy import may_audit
from issues.audit.presentation import audit_context
from issues.audit.queries import Audited, audited
from issues.exchange.views import as_download
from issues.lists.filters import day_in


def found(request, kind: str, key: str) -> Audited:
    """The thing for its reader; 404 for a stranger, as if it did not exist."""
    thing = audited(request.user, kind, key.replace("\0", ""))
    if thing is None:
        raise Http404
    return thing


@require_safe
@members_only
def audit(request, kind: str, key: str) -> HttpResponse:
    """The present answer in short for every reader; all of it, ever or on a day, for who moderates the lane."""
    thing = found(request, kind, key)
    full = may_audit(request.user, thing.space.pk)
    insist(full or "on" not in request.GET)
    context = audit_context(request.user, thing, day_in(request.GET, "on"), full)
    return render(request, "issues/audit/audit.html", context)


@require_POST
@members_only
def audit_file(request, kind: str, key: str) -> FileResponse:
    """The whole answer to take along."""
    thing = found(request, kind, key)
    insist(may_audit(request.user, thing.space.pk))
    file = file_of(thing, day_in(request.GET, "on"))
    record_audit_taken(by=request.user, thing=thing)
    return as_download(FileResponse(file), f"audience-{kind}-{thing.key}.csv")
