"""Dashboard, inbox and preferences."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.access.policy import members_only
from committee.access.standing import standing_of
from committee.inbox.actions import read_notices
from committee.inbox.queries import PAGE, inbox_page
from committee.organisations.models import Membership
from committee.people.actions import choose_preferences
from home.dashboard import queries
from home.dashboard.forms import PreferencesForm
from issues.filing.queries import drafts_of


@require_safe
@login_required
def dashboard(request):
    """What awaits the reader, oldest duty first; then figures. An account without a place learns why it sees nothing."""
    if not standing_of(request.user).is_member:
        return render(request, "home/waiting.html")
    return render(
        request,
        "home/dashboard.html",
        {
            "awaiting": queries.awaiting(request.user),
            "unanswered": queries.unanswered(request.user),
            "drafts": drafts_of(request.user, 3),
            "figures": queries.figures(request.user),
            "roles": [role.label for role in standing_of(request.user).roles],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def inbox(request):
    """The reader's notices, newest first; a POST marks all of them as read."""
    if request.method == "POST":
        read_notices(by=request.user)
        messages.success(request, _("Everything is marked as read."))
        return redirect("home:inbox")
    before = request.GET.get("before", "")
    notices = inbox_page(request.user, before=int(before) if before.isdecimal() and len(before) < 16 else None)
    older = notices[PAGE - 1].entry_id if len(notices) > PAGE else None
    return render(request, "home/inbox.html", {"notices": notices[:PAGE], "older": older})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request):
    """The reader's own account: function, organisations, language of mails, security."""
    person = request.user
    form = PreferencesForm(request.POST or None, initial={"language": person.language, "mail_pace": person.mail_pace})
    if request.method == "POST" and form.is_valid():
        choose_preferences(by=person, **form.cleaned_data)
        messages.success(request, _("Your choices are kept."))
        return redirect("home:account")
    memberships = Membership.objects.current().filter(person=person).select_related("organisation")
    return render(request, "home/account.html", {"form": form, "memberships": memberships})
