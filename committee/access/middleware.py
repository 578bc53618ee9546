"""What is refused where no form can come back: a button was pressed, and the page it stands on says why not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from committee.access.refusals import Refused
from committee.privacy.models import PersonalDataFound


class RefusalsAnswered:
    """Lead back to the page from which something was asked that an action refused, with the reason in words."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseRedirect | None:
        """Answer a refusal; anything else is left alone."""
        if not isinstance(exception, Refused | PersonalDataFound):
            return None
        words = " ".join(exception.messages) if isinstance(exception, PersonalDataFound) else str(exception)
        messages.error(request, words)
        return redirect(page_before(request))


def page_before(request: HttpRequest) -> str:
    """The page of this site on which the button stood, or the front door."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if ours else "/"
