"""The search page."""

from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committee.access.policy import is_member
from committee.access.throttle import is_throttled
from committee.journal.moments import format_day
from committee.journal.subjects import address_of, kind_of, thing_typed
from committee.privacy.views import guarded_question
from home.search.queries import results as queries
from home.search.queries.directory import ways_named
from home.search.text import compose_text

SEARCHES_A_MINUTE = 60
LONGEST = 200


@require_safe
@guarded_question
def search(request):
    """What the reader may read and looks for; a reference typed alone leads straight to what it names.

    Whoever is no member looks for published pages, which is all that they may read. At most 60 searches a minute for a
    person, or for the address of a passer-by; then 429, with the words kept.
    """
    words = compose_text(request.GET.get("q", "")[:LONGEST]).strip()
    member = is_member(request.user)
    template = "home/search/search.html" if member else "home/search/public_search.html"
    if words and is_throttled("search", request.user.pk or request.META["REMOTE_ADDR"], SEARCHES_A_MINUTE):
        late = render(request, template, {"words": words, "late": True}, status=429)
        late["Retry-After"] = "60"
        return late
    address = address_of_reference(request.user, words)
    if address:
        return redirect(address)
    kind = request.GET.get("kind", "")
    kind = kind if member and kind in queries.codes_found() else ""
    results = queries.search(request.user, words, kind=kind, page=page_number(request.GET.get("page", "")))
    context = {
        "words": words,
        "kind": kind,
        "results": results,
        "rows": shown_results(results.rows),
        "ways": ways_named(request.user, words) if member and not kind and results.page == 1 else [],
        "near": shown_results(queries.near_matches(request.user, words))
        if member and words and not results.rows
        else [],
        "tabs": kind_tabs(words, kind, results) if member else [],
        "newer_url": page_url(words, kind, results.page - 1) if results.page > 1 else "",
        "older_url": page_url(words, kind, results.page + 1) if results.page < results.pages else "",
    }
    return render(request, template, context)


def address_of_reference(person, words: str) -> str:
    """The page of the thing whose reference is all that was typed, where the reader may read it; empty otherwise."""
    named = thing_typed(person, words) if words else None
    return address_of(named[0].code, named[1]) if named else ""


def page_number(text: str) -> int:
    """The page asked for; the first where it makes no sense."""
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def shown_results(rows: tuple[queries.Found, ...]) -> list[dict]:
    """What was found, with its kind and day in words."""
    return [
        vars(found)
        | {"label": labels_of(found.kind)[0], "day": format_day(found.at), "iso": localtime(found.at).date()}
        for found in rows
    ]


def labels_of(code: str) -> tuple[str, str]:
    """What one thing of a kind is called, and several."""
    kind = kind_of(code)
    return (str(kind.label), str(kind.plural)) if kind else (_("Publication"), _("Publications"))


def kind_tabs(words: str, kind: str, results: queries.Results) -> list[dict]:
    """The kinds between which the reader chooses, each with the same words, and how many there are where known."""
    choices = [("", _("Everything")), *((code, labels_of(code)[1]) for code in queries.codes_found())]
    counts = results.counts if kind else results.counts | {"": queries.Count(results.count, results.more)}
    return [
        {
            "label": label,
            "url": page_url(words, code, 1),
            "current": code == kind,
            "count": format_count(counts.get(code)),
        }
        for code, label in choices
    ]


def format_count(count: queries.Count | None) -> str | None:
    """A count as a tab shows it: “12”, “500+”; nothing where it is not known."""
    if count is None or (count.more and not count.number):
        return None
    return f"{count.number}+" if count.more else str(count.number)


def page_url(words: str, kind: str, page: int) -> str:
    """The address of one page of results."""
    asked = {"q": words, "kind": kind, "page": page if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
