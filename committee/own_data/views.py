"""Taking one's own data along."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committee.access.throttle import is_throttled
from committee.erasure.policy import may_ask_erasure
from committee.erasure.queries import open_request
from committee.own_data.exports import zip_of
from committee.own_data.queries import count_data, data_of
from committee.security.actions import note_event
from committee.security.models import Event

TAKEN_A_MINUTE = 3


@require_safe
@login_required
def page(request):
    """What the portal holds of the reader, how to take it along, and how to have it erased."""
    context = {
        "rows": count_data(request.user),
        "asked": open_request(request.user),
        "may_ask": may_ask_erasure(request.user, request.user),
        "days": settings.ERASURE_DAYS,
    }
    return render(request, "committee/own_data/page.html", context)


@require_safe
@login_required
@reauthentication_required
def take_along(request):
    """Everything that the portal holds of the reader, after a password or second factor was given once more."""
    if is_throttled("own-data", request.user.pk, TAKEN_A_MINUTE):
        return render(request, "429.html", status=429)
    content = zip_of(data_of(request.user))
    facts = {"ip": request.META["REMOTE_ADDR"], "user_agent": request.headers.get("User-Agent", "")}
    note_event(Event.EXPORT, person=request.user, detail="own_data", **facts)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="cpas-online-monitoring.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
