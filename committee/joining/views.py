"""The public form, and the answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.access.forms import run_action
from committee.access.throttle import is_throttled
from committee.invitations.policy import may_invite_people
from committee.joining.actions import ask_to_join, decline_request, invite_who_asked
from committee.joining.forms import JoinForm
from committee.joining.policy import visible_to
from committee.joining.queries import open_requests

ASKED_A_MINUTE = 4


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Ask to join. What is answered is the same whether or not the address is known."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if is_throttled("join", request.META["REMOTE_ADDR"], ASKED_A_MINUTE):
            return render(request, "429.html", status=429)
        if run_action(form, lambda: form.cleaned_data["website"] or ask_to_join(**form.facts())):
            return render(request, "committee/joining/asked.html", {"address": form.cleaned_data["address"]})
    return render(request, "committee/joining/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@login_required
def requests(request):
    """The requests that wait for the reader's answer, the oldest first."""
    if not may_invite_people(request.user):
        raise Http404
    return render(request, "committee/joining/requests.html", {"rows": open_requests(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, pk: int):
    """A request with its two answers, each a button."""
    asked = get_object_or_404(visible_to(request.user).select_related("organisation", "settled_by"), pk=pk)
    if request.method == "POST" and request.POST.get("answer") == "invite":
        invite_who_asked(by=request.user, request=asked)
        messages.success(request, _("The invitation is on its way to %s.") % asked.address)
        return redirect("invitations:invite")
    if request.method == "POST":
        decline_request(by=request.user, request=asked)
        messages.success(request, _("The request is declined; nobody is told."))
        return redirect("joining:requests")
    return render(request, "committee/joining/answer.html", {"asked": asked})
