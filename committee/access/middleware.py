"""What is refused where no form can come back: a button was pressed, and the page it stands on says why not."""

import re

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from committee.access.refusals import Refused
from committee.access.second_factor import lacks_second_factor
from committee.people.authentication import SHOWN_ELSEWHERE
from committee.privacy.models import PersonalDataFound

DOORS = re.compile(r"^/(?:(?:fr|nl)/account/(?:2fa|login|logout|confirm|password|sessions)/|health/|mail/|private/)")
"""What stays open until a second factor is set up: to set it up, to sign out, and what needs no session."""


class SecondFactorFirst:
    """Lead whoever must have a second factor to where it is set up, before anything else."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if self.is_closed(request):
            messages.warning(request, _("Your role asks for a second factor: set one up, then everything is open."))
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def is_closed(request: HttpRequest) -> bool:
        """Whether the page waits; nobody is looked up where no role asks for anything, or nobody is signed in."""
        if not settings.SECOND_FACTOR_FOR or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        if DOORS.match(request.path) or not lacks_second_factor(request.user):
            return False
        return not request.session.get(SHOWN_ELSEWHERE)


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
