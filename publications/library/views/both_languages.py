"""Both languages of a page side by side, field by field: what is still to be done, and where somebody says that it is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page

from publications.pages.actions import check_translations, complete_text
from publications.pages.parity import other_text, places_of


def editable(request, pk: int) -> Page:
    """The page, for who may edit it. Raises Http404 and PermissionDenied."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=pk, depth__gt=1).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def both_languages(request, pk: int):
    """Each field in both languages with its state; sent, it says of those ticked that both say the same."""
    page = editable(request, pk)
    if request.method == "POST":
        count = check_translations(by=request.user, page=page, places=request.POST.getlist("place"))
        said = ngettext("%(n)s field is checked.", "%(n)s fields are checked.", count) % {"n": count}
        messages.success(request, said)
        return redirect("both_languages", pk)
    text, other = page.get_latest_revision_as_object(), other_text(page)
    places = places_of(text, other) if other else []
    facts = {
        "page": text,
        "other": other,
        "places": places,
        "to_do": sum(place.needs for place in places),
        "may_complete": any(place.state == "missing" and ":" in place.key for place in places),
    }
    return render(request, "publications/library/both_languages.html", facts)


@require_POST
def complete(request, pk: int):
    """Bring over what the other language has and this one lacks."""
    brought = complete_text(by=request.user, page=editable(request, pk))
    words = ngettext(
        "%(n)s part was brought over, untranslated.", "%(n)s parts were brought over, untranslated.", brought
    )
    messages.success(request, words % {"n": brought} if brought else _("Nothing is missing."))
    return redirect("both_languages", pk)
