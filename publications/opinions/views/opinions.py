"""Permanent addresses for everyone, by number and by identity, and the PDF of an opinion."""

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications.opinions.exports import opinion_pdf
from publications.opinions.models import OpinionPage
from publications.opinions.queries import observation_for, observation_numbered, opinion_for, opinion_numbered


@require_safe
def opinion(request, key):
    """Lead to an opinion in the language of the address, or of the reader where the address has none."""
    return redirect_to_page(request, opinion_for(key, get_language()), lambda page: page.get_url(request))


@require_safe
def observation(request, key):
    """Lead to the page of an observation; this address never changes."""
    return redirect_to_page(request, observation_for(key, get_language()), lambda text: text.address(request))


def redirect_to_page(request, thing, address):
    """Redirect to a public page for now. Raises Http404 where nothing is published."""
    if thing is None:
        raise Http404
    response = redirect(address(thing))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def numbered_opinion(request, number):
    """Lead to an opinion by its number, which never changes."""
    return redirect_to_page(request, opinion_numbered(number, get_language()), lambda page: page.get_url(request))


@require_safe
def numbered_observation(request, number, place):
    """Lead to an observation by both numbers, wherever its page stands now."""
    found = observation_numbered(number, int(place), get_language())
    return redirect_to_page(request, found, lambda text: text.address(request))


@require_safe
def numbered_changes(request, number):
    """Lead to what changed in an opinion since it was first published."""
    found = opinion_numbered(number, get_language())
    return redirect_to_page(request, found, lambda page: page.get_url(request) + page.reverse_subpage("changes"))


@require_safe
def pdf(request, number):
    """An opinion to print and keep, in the language of the address. Raises Http404 where it is not published in it."""
    pages = OpinionPage.objects.live().select_related("locale")
    page = get_object_or_404(pages, number=number, locale__language_code=get_language())
    content = opinion_pdf(page)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.slug}.pdf"'
    response["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    response.public_page = not request.user.is_authenticated
    return response
