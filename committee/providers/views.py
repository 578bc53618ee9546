"""Coming in through an identity provider."""

from allauth.account.utils import perform_login
from allauth.socialaccount.providers.openid_connect.views import login
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from committee.access.forms import run_action
from committee.invitations.actions import named_by
from committee.invitations.states import State
from committee.providers.actions import accept_with_identity
from committee.providers.authentication import IDENTITY, REFUSAL, answer_refused
from committee.providers.forms import ArriveForm

LASTS = 15 * 60
"""How many seconds somebody has to say their function, after the provider said who they are."""


@never_cache
@require_safe
def leave(request, provider_id: str):
    """Leave for the provider, and come back at once where it does not answer."""
    try:
        return login(request, provider_id)
    except RequestException:
        return answer_refused(request, request.GET.get("next", ""), "failed")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request):
    """Open the account that one is invited to, with the identity that the provider vouched for."""
    identity = request.session.get(IDENTITY)
    if not identity or timezone.now().timestamp() > identity["at"] + LASTS:
        return redirect("account_login")
    invitation = named_by(identity["token"]).first()
    if invitation is None or invitation.state != State.OPEN:
        return redirect("invitations:accept", token=identity["token"])
    form = ArriveForm(invitation, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (answer := come_in(request, form, identity)):
        return answer
    context = {"form": form, "invitation": invitation}
    status = 422 if form.errors else 200
    return render(request, "committee/providers/accept.html", context, status=status)


def come_in(request, form: ArriveForm, identity: dict):
    """Do what the form says, and sign in as ever; None where the form comes back."""
    opened = []
    number = {name: identity[name] for name in ("token", "provider", "uid")}
    if not run_action(form, lambda: opened.append(accept_with_identity(**number, **form.cleaned_data))):
        return None
    del request.session[IDENTITY]
    request.second_factor_elsewhere = identity["strong"]
    messages.success(request, _("Welcome. Your account is open."))
    return perform_login(request, opened[0], redirect_url=f"/{opened[0].language}/dashboard/")


@never_cache
@require_safe
def refused(request):
    """Why nobody came in, and what to do."""
    why = request.session.get(REFUSAL, "failed")
    return render(request, "committee/providers/refused.html", {"why": why}, status=403)
