"""The address of a page that holds for good, whatever becomes of its place and its title."""

from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications.library.queries import page_for
from publications.opinions.views.opinions import redirect_to_page


@require_safe
def page(request, key):
    """Lead to a page in the language of the address, or to its translation where it is not published in that."""
    return redirect_to_page(request, page_for(key, get_language()), lambda page: page.get_url(request))
