"""The search page."""

from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from committee.journal.addresses import address_of
from committee.journal.moments import day
from home.search import queries
from home.search.models import Kind
from home.search.text import composed
from issues.problems.models import Problem

LONGEST = 200
ONE = {
    Kind.PROBLEM: _("Problem"),
    Kind.POST: _("Post"),
    Kind.SOLUTION: _("Solution"),
    Kind.PAGE: _("Publication"),
}


@require_safe
@members_only
def search(request):
    """What the reader may read and looks for; a reference typed alone leads straight to its problem."""
    words = composed(request.GET.get("q", "")[:LONGEST]).strip()
    address = address_of_problem(request.user, queries.reference_in(words))
    if address:
        return redirect(address)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    results = queries.search(request.user, words, kind=kind, page=number(request.GET.get("page", "")))
    context = {
        "words": words,
        "kind": kind,
        "results": results,
        "rows": [{"found": found, "label": ONE[Kind(found.kind)], "day": day(found.at)} for found in results.rows],
        "tabs": tabs(words, kind),
        "newer_url": page_url(words, kind, results.page - 1) if results.page > 1 else "",
        "older_url": page_url(words, kind, results.page + 1) if results.page < results.pages else "",
    }
    return render(request, "home/search.html", context)


def address_of_problem(person, reference: str) -> str:
    """The page of a problem that the reader may read; empty for any other reference."""
    known = reference and Problem.objects.visible_to(person).filter(reference=reference).exists()
    return address_of("problem", reference) if known else ""


def number(text: str) -> int:
    """The page asked for; the first where it makes no sense."""
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def tabs(words: str, kind: str) -> list[dict]:
    """The kinds between which the reader chooses, each with the same words."""
    choices = [("", _("Everything")), *Kind.choices]
    return [{"label": label, "url": page_url(words, code, 1), "current": code == kind} for code, label in choices]


def page_url(words: str, kind: str, page: int) -> str:
    """The address of one page of results."""
    asked = {"q": words, "kind": kind, "page": page if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
