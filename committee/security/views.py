"""The security log, and the same as a file."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from committee.security.actions import note_event
from committee.security.exports import events_as_csv
from committee.security.forms import LogForm
from committee.security.models import Event
from committee.security.policy import may_read_security_log
from committee.security.presentation import words_of
from committee.security.queries import MOST_TAKEN, PAGE, events_asked


@require_safe
@login_required
def log(request):
    """What happened at the doors, the newest first; as a file where that is asked, which is an event itself."""
    if not may_read_security_log(request.user):
        raise Http404
    form = LogForm(request.GET)
    found = events_asked(request.user, form.asked())
    if request.GET.get("as") == "csv":
        return take_out(request, found)
    page = int(told) if (told := request.GET.get("page", "")).isascii() and told.isdecimal() and len(told) < 6 else 0
    rows = list(found[page * PAGE : (page + 1) * PAGE + 1])
    asked = {name: value for name, value in request.GET.items() if value and name not in ("page", "as")}
    address = reverse("security:log")
    context = {
        "form": form,
        "rows": [{"event": one, "words": words_of(request.user, one)} for one in rows[:PAGE]],
        "older": f"{address}?{urlencode(asked | {'page': page + 1})}" if len(rows) > PAGE else "",
        "days": settings.SECURITY_LOG_DAYS,
        "file": f"{address}?{urlencode(asked | {'as': 'csv'})}",
    }
    return render(request, "committee/security/log.html", context)


def take_out(request, found) -> HttpResponse:
    """The file of what was asked for."""
    content = events_as_csv(list(found[:MOST_TAKEN]))
    facts = {"ip": request.META["REMOTE_ADDR"], "user_agent": request.headers.get("User-Agent", "")}
    note_event(Event.EXPORT, person=request.user, detail="security_log", **facts)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="security.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
