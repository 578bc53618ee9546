"""What machines ask of the site, and the page of its background tasks."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tasks import TaskResultStatus
from prometheus_client import CONTENT_TYPE_LATEST

from committee.access.policy import is_member
from committee.people.models import Person
from home.operations.actions import retry_task
from home.operations.addresses import is_among
from home.operations.exports import exposition
from home.operations.policy import may_run_site
from home.operations.presentation import describe_task
from home.operations.queries import (
    SHOWN,
    is_worker_there,
    last_heartbeat,
    readiness,
    recurrences,
    task_counts,
    tasks_in,
)

NEVER_KEPT = {"Cache-Control": "no-store"}


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain", headers=NEVER_KEPT)


@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether pages can be answered from here, 503 where not. A worker that is gone keeps no page from being read."""
    found = readiness()
    told = {name: "ok" if there else "failing" for name, there in found.items()}
    if found["database"]:
        told["worker"] = "ok" if is_worker_there() else "late"
    return JsonResponse(told, status=200 if all(found.values()) else 503, headers=NEVER_KEPT)


@require_safe
def worker_ready(_request: HttpRequest) -> JsonResponse:
    """Say whether a worker is there, 503 where none was heard of lately."""
    there = readiness()["database"] and is_worker_there()
    return JsonResponse({"worker": "ok" if there else "late"}, status=200 if there else 503, headers=NEVER_KEPT)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What is counted, for the addresses of METRICS_FROM; nothing is here for anybody else."""
    if not is_among(request.META.get("REMOTE_ADDR", ""), settings.METRICS_FROM):
        return HttpResponseNotFound()
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST, headers=NEVER_KEPT)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    """What is done without anybody waiting: waiting, running, failed. A POST has a failed one done again."""
    if not may_run_site(request.user):
        raise PermissionDenied if is_member(request.user) else Http404
    if request.method == "POST":
        return retry(request)
    counts = task_counts()
    parts = {
        name: {"many": counts[status], "rows": [describe_task(one) for one in tasks_in(status)]}
        for name, status in (
            ("failed", TaskResultStatus.FAILED),
            ("running", TaskResultStatus.RUNNING),
            ("waiting", TaskResultStatus.READY),
        )
    }
    context = parts | {"heartbeat": last_heartbeat(), "there": is_worker_there(), "recurrences": recurrences()}
    return render(
        request, "home/operations/tasks.html", context | {"done": counts[TaskResultStatus.SUCCESSFUL], "shown": SHOWN}
    )


def retry(request: HttpRequest) -> HttpResponse:
    """Have one done again, and say so."""
    try:
        key = UUID(request.POST.get("task", ""))
    except ValueError as error:
        raise Http404 from error
    if retry_task(by=cast(Person, request.user), task_id=key):
        messages.success(request, _("The task is done again within a minute."))
    else:
        messages.info(request, _("The task had not failed, or is waiting again already."))
    return redirect("home:tasks")
