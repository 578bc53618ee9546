"""State of the site: what is missing, and the tests."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.access.policy import is_member, require
from home.operations.policy import may_run_site
from home.site_state.actions import keep_mail_test, keep_trouble, mend_address, queue_test
from home.site_state.mails import send_test
from home.site_state.presentation import count_trouble, describe_state
from home.site_state.queries import state_of_site


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def site_state(request):
    """A row for each check; a POST tries one of them. Unknown to whoever has no place, refused to other members."""
    if not (may_run_site(request.user) or is_member(request.user)):
        raise Http404
    require(may_run_site(request.user))
    if request.method == "POST":
        return try_one(request)
    rows = describe_state(state_of_site())
    trouble = keep_trouble(count_trouble(rows))
    return render(request, "home/site_state/state.html", {"rows": rows, "trouble": trouble})


def try_one(request):
    """Carry a test out, and lead back to its row."""
    name = request.POST.get("test", "")
    if name not in TESTS:
        raise Http404
    TESTS[name](request)
    return redirect(f"{reverse('home:site_state')}#{name}")


def try_mail(request) -> None:
    """Send a mail to whoever asks."""
    error = send_test(request.user)
    keep_mail_test(by=request.user, error=error)
    if error:
        messages.error(request, _("The test mail did not leave: %(why)s") % {"why": error})
    else:
        messages.success(
            request, _("A test mail left for %(to)s. Look whether it arrives.") % {"to": request.user.email}
        )


def try_worker(request) -> None:
    """Queue a task."""
    queue_test(by=request.user)
    messages.success(request, _("A task is queued. Load this page again in a few seconds: it says when it was done."))


def try_address(request) -> None:
    """Follow the settings."""
    mend_address(by=request.user)
    messages.success(request, _("Published pages now say the address of the settings."))


TESTS = {"mail": try_mail, "worker": try_worker, "address": try_address}
