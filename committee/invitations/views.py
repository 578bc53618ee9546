"""Inviting people, and coming in by an invitation's link."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from committee.access.forms import run_action
from committee.access.throttle import is_throttled
from committee.invitations.actions import (
    NO_LONGER,
    accept_invitation,
    invite_person,
    invite_several,
    named_by,
    resend_invitation,
    withdraw_invitation,
)
from committee.invitations.forms import AcceptForm, InviteForm, TableForm
from committee.invitations.models import Invitation
from committee.invitations.policy import may_invite_people, organisations_managed, visible_to
from committee.invitations.queries import ended_invitations, pending_invitations, roles_on_offer, rows_to_invite
from committee.invitations.states import State

INVITED_A_MINUTE, TRIED_A_MINUTE, TABLES_A_MINUTE = 30, 20, 3


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite(request):
    """Invite somebody; below stand the invitations that wait, and what became of the last ones."""
    if not may_invite_people(request.user):
        raise Http404
    form = invite_form(request)
    if request.method == "POST":
        if is_throttled("invite", request.user.pk, INVITED_A_MINUTE):
            return render(request, "429.html", status=429)
        if run_action(form, lambda: invite_person(by=request.user, **form.facts())):
            messages.success(request, _("The invitation is on its way to %s.") % form.cleaned_data["address"])
            return redirect("invitations:invite")
    context = {"form": form, "pending": pending_invitations(request.user), "ended": ended_invitations(request.user)}
    return render(request, "committee/invitations/invite.html", context, status=422 if form.errors else 200)


def invite_form(request) -> InviteForm:
    """The form, with what this person may give; begun with what the address asks for."""
    managed = list(organisations_managed(request.user)[:1000])
    start = {"language": get_language(), "organisation": managed[0].pk if len(managed) == 1 else None}
    start |= {name: request.GET[name] for name in ("organisation", "address", "language") if request.GET.get(name)}
    roles = roles_on_offer(request.user, managed)
    return InviteForm(request.user, request.POST or None, initial=start, roles=roles)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite_table(request):
    """Invite people from a table: first every line is shown with what stands against it, then those without fault go."""
    if not may_invite_people(request.user):
        raise Http404
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "committee/invitations/table.html", {"form": form}, status=status)
    rows = rows_to_invite(request.user, form.cleaned_data["rows"], get_language() or "fr")
    good = [row.facts for row in rows if not row.faults]
    if request.POST.get("send") and good:
        return send_table(request, good)
    context = {"rows": rows, "good": len(good), "bad": len(rows) - len(good), "text": form.cleaned_data["text"]}
    return render(request, "committee/invitations/preview.html", context)


def send_table(request, good: list[dict]):
    """Send what has no fault."""
    if is_throttled("invite-table", request.user.pk, TABLES_A_MINUTE):
        return render(request, "429.html", status=429)
    count = len(invite_several(by=request.user, rows=good))
    said = ngettext("%d invitation is on its way.", "%d invitations are on their way.", count) % count
    messages.success(request, said)
    return redirect("invitations:invite")


@require_POST
@login_required
def resend(request, pk: int):
    """Send an invitation again."""
    if is_throttled("invite", request.user.pk, INVITED_A_MINUTE):
        return render(request, "429.html", status=429)
    invitation = resend_invitation(by=request.user, invitation=get_invitation_or_404(request, pk))
    messages.success(request, _("The invitation is on its way to %s; the earlier link has ended.") % invitation.address)
    return redirect("invitations:invite")


@require_POST
@login_required
def withdraw(request, pk: int):
    """Withdraw an invitation."""
    invitation = withdraw_invitation(by=request.user, invitation=get_invitation_or_404(request, pk))
    messages.success(request, _("The invitation of %s is withdrawn: its link has ended.") % invitation.address)
    return redirect("invitations:invite")


def get_invitation_or_404(request, pk: int) -> Invitation:
    """An invitation that the reader handles."""
    return get_object_or_404(visible_to(request.user), pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request, token: str):
    """Open one's account and be signed in; a link that has ended says so, and how to get another."""
    if is_throttled("accept", request.META["REMOTE_ADDR"], TRIED_A_MINUTE):
        return render(request, "429.html", status=429)
    invitation = named_by(token).first()
    if invitation is None:
        return unindexed(render(request, "committee/invitations/ended.html", {"used": False}, status=404))
    form = AcceptForm(invitation, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        return unindexed(open_account(request, token, form, invitation))
    if invitation.state != State.OPEN:
        return unindexed(ended(request, invitation))
    return unindexed(render_accept(request, form, invitation))


def open_account(request, token: str, form: AcceptForm, invitation: Invitation):
    """Do what the form says, and sign in as ever: with a second factor where the account has one.

    The passphrase was just chosen: whoever goes on to set a second factor up is not asked for it again.
    """
    opened = []
    if run_action(form, lambda: opened.append(accept_invitation(token=token, **form.cleaned_data))):
        messages.success(request, _("Welcome. Your account is open."))
        person = opened[0]
        record_authentication(request, person, method="password", email=person.email, reauthenticated=True)
        return perform_login(request, person, redirect_url=f"/{person.language}/dashboard/")
    if invitation.state != State.OPEN:
        return ended(request, invitation)
    return render_accept(request, form, invitation, status=422)


def render_accept(request, form: AcceptForm, invitation: Invitation, status: int = 200):
    """The page around the form."""
    context = {"form": form, "invitation": invitation}
    return render(request, "committee/invitations/accept.html", context, status=status)


def ended(request, invitation: Invitation):
    """What became of an invitation, in words."""
    state = invitation.state
    context = {"used": state == State.ACCEPTED, "words": NO_LONGER[state], "by": invitation.invited_by}
    return render(request, "committee/invitations/ended.html", context, status=410)


def unindexed(response: HttpResponse):
    """No robot keeps the page; no other site is told its address (CSRF still needs our own to be)."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
