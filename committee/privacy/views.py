"""What stands before a view that searches."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponseRedirect

from .forms import clean_question


def guarded_question(view: Callable) -> Callable:
    """Send a search back without its `q` where that holds personal data, with the reason.

    The view never sees the words; they stand in no link of the page, nor in the address that the reader leaves from.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        _words, message = clean_question(request.GET.get("q", ""))
        if not message:
            return view(request, *args, **kwargs)
        messages.warning(request, message)
        others = request.GET.copy()
        del others["q"]
        return HttpResponseRedirect(f"{request.path}?{others.urlencode()}".rstrip("?"))

    return guarded
