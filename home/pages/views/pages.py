"""The front door, the gallery, and the pages that say what went wrong."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from committee.security.actions import note_event
from committee.security.models import Event
from home.pages.forms import sample_forms
from home.pages.presentation.samples import samples
from home.pages.queries import published_statement
from home.pages.statements import Purpose, write_statement


def front_door(request):
    """Lead to the home page in the language that the browser prefers."""
    response = redirect(f"/{get_language()}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


@require_safe
def gallery(request) -> HttpResponse:
    """Every component in each of its states, on sample content. In production for the technical administrator alone."""
    if settings.PRODUCTION and not request.user.is_superuser:
        raise Http404
    return render(request, "home/pages/gallery.html", samples() | sample_forms())


@require_safe
def site_page(request, purpose: str) -> HttpResponse:
    """What the foot of every page leads to: the page that was published in the reader's language, else what is always true."""
    page = published_statement(purpose, get_language() or "")
    if page is not None:
        return page.serve(request)
    context = {"title": Purpose(purpose).label, "sections": write_statement(purpose, marks=False)}
    return render(request, "home/pages/site_page.html", context)


def bad_request(request, exception) -> HttpResponse:
    """400: the request made no sense; to one under another name, no page of ours is shown."""
    if isinstance(exception, DisallowedHost):
        return HttpResponse("Unknown host", status=400, content_type="text/plain")
    return render(request, "400.html", status=400)


def refused(request, exception) -> HttpResponse:
    """403: signed in, but this is not theirs to do; the security log keeps it."""
    if request.user.is_authenticated:
        facts = {"ip": request.META["REMOTE_ADDR"], "user_agent": request.headers.get("User-Agent", "")}
        note_event(Event.REFUSED, person=request.user, detail=f"{request.method} {request.path}", **facts)
    return render(request, "403.html", status=403)


def not_found(request, exception) -> HttpResponse:
    """404: it does not exist, or not for this reader; both read the same."""
    return render(request, "404.html", status=404)


def server_error(_request) -> HttpResponse:
    """500: our fault; rendered without any context."""
    return HttpResponseServerError(get_template("500.html").render())
