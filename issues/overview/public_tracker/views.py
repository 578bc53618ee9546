"""The solutions that the committee opened to the public, for everybody."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committee.journal import clock
from issues.overview.public_tracker.presentation import row_of
from issues.overview.public_tracker.queries import open_text, open_texts


@require_safe
def tracker(request):
    """All of them; kept whole for passers-by until one changes."""
    return public_page(request, "tracker", {"rows": [row_of(one) for one in open_texts()]})


@require_safe
def one(request, pk: int):
    """One of them; 404 where it is not open, as if it did not exist."""
    text = open_text(pk)
    if text is None:
        raise Http404
    return public_page(request, "one", {"row": row_of(text)})


def public_page(request, name: str, context: dict):
    """A page that says nothing of its reader."""
    response = render(request, f"issues/overview/public_tracker/{name}.html", {**context, "today": clock.today()})
    response.public_page = not request.user.is_authenticated  # type: ignore[attr-defined]
    return response
