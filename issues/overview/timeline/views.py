"""The story of a problem or of a solution, and the file of it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from committee.access.policy import members_only, require
from issues.conversation.threads.extension_points import Owner
from issues.overview.import_export.policy import may_export
from issues.overview.import_export.views import as_download
from issues.overview.timeline import exports as delivery
from issues.overview.timeline.actions import record_story_taken
from issues.overview.timeline.filters import edge_in, read
from issues.overview.timeline.presentation import story_context
from issues.overview.timeline.queries import Story
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution


def owner_for(person, kind: str, key) -> Owner:
    """The thing that a story is of; 404 for a stranger."""
    model, name = (Problem, "reference") if kind == "problem" else (Solution, "pk")
    things = model.objects.visible_to(person).select_related("space", "thread")
    return get_object_or_404(things, **{name: key}).owner_of_thread


def story_for(request, kind: str, key) -> Story:
    """The story that an address asks for."""
    return Story(request.user, owner_for(request.user, kind, key), read(request.GET, request.user))


def shown(request, kind: str, key) -> HttpResponse:
    """A page of a story."""
    story, after = story_for(request, kind, key), edge_in(request.GET.get("after", ""))
    context = story_context(story, story.page(after), story.rows(), after)
    return render(request, "issues/overview/timeline/story.html", context)


@require_safe
@members_only
def problem_story(request, reference: str) -> HttpResponse:
    """What happened to a problem, as far as the reader may know it."""
    return shown(request, "problem", reference)


@require_safe
@members_only
def solution_story(request, pk: int) -> HttpResponse:
    """What happened to a solution, as far as the reader may know it."""
    return shown(request, "solution", pk)


def taken(request, kind: str, key) -> FileResponse:
    """The file of a story, and the record that it left."""
    story, form = story_for(request, kind, key), request.POST.get("form", "")
    require(may_export(request.user))
    if form not in delivery.FORMS:
        raise Http404
    total = sum(row.count for row in story.rows() if row.passes(story.filters, story.spaces))
    file = delivery.file_of(story, form, total, request.build_absolute_uri("/")[:-1])
    record_story_taken(by=request.user, owner=story.owner, count=min(total, delivery.LIMIT), form=form)
    return as_download(FileResponse(file), f"{'-'.join(story.owner.about)}.{form}")


@require_POST
@members_only
def problem_story_file(request, reference: str) -> FileResponse:
    """The story of a problem to take along."""
    return taken(request, "problem", reference)


@require_POST
@members_only
def solution_story_file(request, pk: int) -> FileResponse:
    """The story of a solution to take along."""
    return taken(request, "solution", pk)
