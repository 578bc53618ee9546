"""The front door, the health check, the gallery, and the pages that say what went wrong."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from committee.security.actions import note_event
from committee.security.models import Event
from home.pages.forms import sample_forms
from home.pages.presentation.samples import samples


def front_door(request):
    """Lead to the home page in the language that the browser prefers."""
    response = redirect(f"/{get_language()}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


def health(_request) -> HttpResponse:
    """Say that the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def gallery(request) -> HttpResponse:
    """Every component in each of its states, on sample content. In production for the technical administrator alone."""
    if settings.PRODUCTION and not request.user.is_superuser:
        raise Http404
    return render(request, "home/pages/gallery.html", samples() | sample_forms())


@require_safe
def site_page(request, name: str) -> HttpResponse:
    """What the footer of every page leads to: whom to ask, the legal notice, how accessible the site is."""
    return render(request, f"home/pages/site_{name}.html")


def bad_request(request, exception) -> HttpResponse:
    """400: the request made no sense."""
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
