"""The story of a thing, and the file of it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from committee.access.policy import members_only, require
from committee.journal.subjects import kind_of
from issues.conversation.threads.extension_points import Owner
from issues.overview.import_export.policy import may_export
from issues.overview.import_export.views import as_download
from issues.overview.timeline import exports
from issues.overview.timeline.actions import record_story_taken
from issues.overview.timeline.filters import edge_in, read_filters
from issues.overview.timeline.presentation.page import story_context
from issues.overview.timeline.queries import Story


def owner_for(person, code: str, key: str) -> Owner:
    """The thing that a story is of; 404 for a stranger, and for a thing without one."""
    kind = kind_of(code)
    owner = next(iter(kind.owners(person, keys=[key]).values()), None) if kind and kind.owners else None
    if owner is None:
        raise Http404
    return owner


def story_for(request, kind: str, key: str) -> Story:
    """The story that an address asks for."""
    return Story(request.user, owner_for(request.user, kind, key), read_filters(request.GET, request.user))


@require_safe
@members_only
def story(request, kind: str, key: str) -> HttpResponse:
    """What happened to a thing, as far as the reader may know it."""
    told, after = story_for(request, kind, key), edge_in(request.GET.get("after", ""))
    context = story_context(told, told.page(after), told.rows(), after)
    return render(request, "issues/overview/timeline/story.html", context)


@require_POST
@members_only
def story_file(request, kind: str, key: str) -> FileResponse:
    """The story of a thing to take along, and the record that it left."""
    told, form = story_for(request, kind, key), request.POST.get("form", "")
    require(may_export(request.user))
    if form not in exports.FORMS:
        raise Http404
    total = sum(row.count for row in told.rows() if row.passes(told.filters, told.spaces))
    file = exports.file_of(told, form, total, request.build_absolute_uri("/")[:-1])
    record_story_taken(by=request.user, thread_id=told.owner.thread_id, count=min(total, exports.LIMIT), form=form)
    return as_download(FileResponse(file), f"{'-'.join(told.owner.about)}.{form}")
