"""Who could see a thing, and when."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from committee.access.policy import members_only, require
from issues.overview.access_audit.actions import record_audit_taken
from issues.overview.access_audit.exports import file_of
from issues.overview.access_audit.policy import may_audit
from issues.overview.access_audit.presentation.page import audit_context
from issues.overview.access_audit.queries import Audited, audited
from issues.overview.import_export.views import as_download
from issues.overview.register.filters import day_in


def get_audited_or_404(request, kind: str, key: str) -> Audited:
    """The thing for its reader; 404 for a stranger, as if it did not exist."""
    thing = audited(request.user, kind, key)
    if thing is None:
        raise Http404
    return thing


@require_safe
@members_only
def audit(request, kind: str, key: str) -> HttpResponse:
    """The present answer in short for every reader; all of it, ever or on a day, for who moderates the lane."""
    thing = get_audited_or_404(request, kind, key)
    full = may_audit(request.user, thing.space.pk)
    require(full or "on" not in request.GET)
    context = audit_context(request.user, thing, day_in(request.GET, "on"), full)
    return render(request, "issues/overview/access_audit/audit.html", context)


@require_POST
@members_only
def audit_file(request, kind: str, key: str) -> FileResponse:
    """The whole answer to take along."""
    thing = get_audited_or_404(request, kind, key)
    require(may_audit(request.user, thing.space.pk))
    file = file_of(thing, day_in(request.GET, "on"))
    record_audit_taken(by=request.user, thing=thing)
    return as_download(FileResponse(file), f"audience-{kind}-{thing.key}.csv")
