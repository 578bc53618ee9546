"""Dashboard, inbox and preferences."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.policy import members_only
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.bounces.queries import last_bounce
from committee.inbox.actions.notices import keep_unread, read_notices, read_notices_about, reschedule_mail
from committee.inbox.models import Letter
from committee.inbox.private_addresses import private_address
from committee.inbox.queries import ALL, AWAITING, PAGE, SHOWN, UNREAD, inbox_page
from committee.organisations.models import Membership
from committee.people.actions import CHOSEN, choose_preferences, renew_addresses
from home.dashboard import queries
from home.dashboard.forms import PreferencesForm
from home.operations.policy import may_run_site
from home.site_state.queries import known_trouble
from issues.conversation.discussions.forms import FollowForm
from issues.conversation.threads.actions.posts import choose_following
from issues.conversation.threads.extension_points import owner_of
from issues.intake.filing.queries import drafts_of
from publications.library.queries import texts_to_approve


@require_safe
@login_required
def dashboard(request):
    """What awaits the reader, oldest duty first; then figures. An account without a place learns why it sees nothing."""
    if not standing_of(request.user).is_member:
        return render(request, "home/dashboard/waiting.html", site_line(request.user))
    awaiting = queries.duties_awaiting(request.user)
    return render(
        request,
        "home/dashboard/dashboard.html",
        {
            "awaiting": awaiting,
            "promised": queries.promises_among(awaiting),
            "texts": texts_to_approve(request.user),
            "unanswered": queries.unanswered_problems(request.user),
            "solutions": queries.solutions_to_settle(request.user),
            "drafts": drafts_of(request.user, 3),
            "figures": queries.dashboard_figures(request.user),
            "roles": [role.label for role in standing_of(request.user).roles],
            **site_line(request.user),
        },
    )


def site_line(person) -> dict:
    """For who runs the site, how much of it asks for something; no query."""
    return {"runs_site": True, "trouble": known_trouble()} if may_run_site(person) else {}


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def inbox(request):
    """What the reader was told, by case, newest first; a POST marks a case, or everything, as read or unread."""
    if request.method == "POST":
        return mark_case(request)
    shown = request.GET.get("show", ALL)
    shown = shown if shown in SHOWN else ALL
    before = request.GET.get("before", "")
    groups = inbox_page(
        request.user, before=int(before) if before.isdecimal() and len(before) < 16 else None, shown=shown
    )
    older = groups[PAGE - 1].newest if len(groups) > PAGE else None
    context = {"groups": groups[:PAGE], "older": older, "shown": shown, "tabs": inbox_tabs(shown)}
    return render(request, "home/dashboard/inbox.html", context)


def inbox_tabs(shown: str) -> list[dict]:
    """The views of the inbox."""
    words = {ALL: _("Everything"), UNREAD: _("Unread"), AWAITING: _("What awaits me")}
    address = reverse("home:inbox")
    return [
        {
            "label": words[code],
            "url": f"{address}?show={code}" if code != ALL else address,
            "current": code == shown,
            "count": None,
        }
        for code in SHOWN
    ]


def mark_case(request):
    """Mark one case of the inbox, or all of it."""
    case = {name: request.POST.get(name, "") for name in ("kind", "key")}
    if not case["key"]:
        read_notices(by=request.user)
        messages.success(request, _("Everything is marked as read."))
    elif request.POST.get("mark") == "unread":
        keep_unread(by=request.user, **case)
        messages.success(request, _("It stays among what is unread."))
    else:
        read_notices_about(by=request.user, **case)
        messages.success(request, _("It is marked as read."))
    return redirect(back_to(request))


def back_to(request) -> str:
    """The view of the inbox from which a form was sent."""
    shown = request.POST.get("show", "")
    return reverse("home:inbox") + (f"?show={shown}" if shown in (UNREAD, AWAITING) else "")


@require_safe
@members_only
def badge(request):
    """How many notices are unread, for pages that stay open; costs no query of its own."""
    return render(request, "home/dashboard/badge.html")


@require_POST
@members_only
def hear_less(request):
    """Choose in one click, from the inbox, to hear less of a discussion; what waits to be mailed follows."""
    form = FollowForm(request.POST)
    number = request.POST.get("thread", "")
    owner = owner_of(request.user, int(number)) if number.isdecimal() and len(number) < 18 else None
    if owner is None or not form.is_valid():
        raise Http404
    with transaction.atomic():
        choose_following(by=request.user, thread=owner.thread_id, **form.cleaned_data)
        reschedule_mail(by=request.user)
    messages.success(request, _("Your choice is kept. What you heard until now stays here."))
    return redirect(back_to(request))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request):
    """The reader's own account: function, organisations, mail, discussions, private addresses, security."""
    person = request.user
    form = PreferencesForm(request.POST or None, initial={name: getattr(person, name) for name in CHOSEN})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            choose_preferences(by=person, **form.cleaned_data)
            reschedule_mail(by=person)
        messages.success(request, _("Your choices are kept."))
        return redirect("home:account")
    return render(request, "home/dashboard/account.html", account_page(person, form))


def account_page(person, form: PreferencesForm) -> dict:
    """What the account page shows."""
    memberships = Membership.objects.current().filter(person=person).select_related("organisation")
    context = {
        "form": form,
        "memberships": memberships,
        "bounce": last_bounce(person),
        "lost": Letter.objects.undelivered().filter(person=person).first(),
    }
    if standing_of(person).is_member:
        context |= {"feed": private_address(person, "inbox.atom"), "dues": private_address(person, "dues.ics")}
    return context | site_line(person) | {"keeps_order": standing_of(person).can(Ability.MODERATE)}


@require_POST
@members_only
def new_addresses(request):
    """Make new private addresses: the old ones end at once."""
    renew_addresses(by=request.user)
    messages.success(request, _("You have new private addresses; the old ones no longer work."))
    return redirect(reverse("home:account") + "#addresses")
