"""Keeping order, one deed per view; each is a page with a form that works without JavaScript."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.access.refusals import Refused
from committee.inbox.actions.notices import read_notices_about
from issues.conversation.moderation import forms, policy, queries
from issues.conversation.moderation.actions import keeping_order as actions
from issues.conversation.moderation.actions import moving, reporting
from issues.conversation.moderation.models import Report
from issues.conversation.moderation.presentation import breadcrumb_of, post_excerpt, quoted_post, report_rows
from issues.conversation.moderation.queries import thread_named
from issues.conversation.threads.extension_points import Owner, owner_of
from issues.conversation.threads.models import Post, Strand
from issues.conversation.threads.views import get_owner_or_404, get_post_or_404, number_or_none

FORM = require_http_methods(["GET", "HEAD", "POST"])


def redirect_to_post(request, post: Post, words: str):
    """Go back to a post, and say what was done."""
    messages.success(request, words)
    return redirect("issues:post", post.key)


def form_page(request, form: Form, post: Post, owner: Owner, **words):
    """One form about a post, with its heading, what will happen, and its button."""
    context = {"form": form, "place": breadcrumb_of(owner), "quoted": quoted_post(request.user, post), **words}
    return render(request, "issues/conversation/moderation/form.html", context, status=422 if form.is_bound else 200)


@FORM
@members_only
def report(request, key: str):
    """Report a post to those who moderate its lane."""
    post, owner = get_post_or_404(request, key)
    require(policy.may_report_post(request.user, post))
    label, hint = _("What is wrong with it?"), _("Do not repeat what should not stand there.")
    form = forms.ReasonForm(request.POST or None, label=label, help_text=hint)
    by = {"by": request.user, "post": post}
    if request.method == "POST" and run_action(
        form, lambda: reporting.report_post(**by, reason=form.cleaned_data["reason"])
    ):
        return redirect_to_post(request, post, _("The message is reported. You will be told what is decided."))
    lead = _("Only those who moderate this lane will know that you reported it. The message stays until they decide.")
    return form_page(request, form, post, owner, heading=_("Report a message"), lead=lead, button=_("Report it"))


@FORM
@members_only
def hide(request, key: str):
    """Hide a post, with the reason."""
    post, owner = get_post_or_404(request, key)
    if not (post.hidden_at and policy.may_read_hidden(request.user, post)):
        require(policy.may_hide_post(request.user, post))
    form = forms.ReasonForm(
        request.POST or None, help_text=_("It stands in place of the message, for all its readers.")
    )
    by = {"by": request.user, "post": post}
    if request.method == "POST" and run_action(
        form, lambda: actions.hide_post(**by, reason=form.cleaned_data["reason"])
    ):
        return redirect_to_post(request, post, _("The message is hidden; its author is told why."))
    lead = _(
        "Its place in the discussion stays; only its author and those who moderate still read its words and files."
    )
    return form_page(request, form, post, owner, heading=_("Hide a message"), lead=lead, button=_("Hide the message"))


@FORM
@members_only
def show_again(request, key: str):
    """Show a hidden post again, after a question."""
    post, owner = get_post_or_404(request, key)
    require(policy.may_show_post_again(request.user, post) or policy.may_hide_post(request.user, post))
    if request.method == "POST":
        actions.show_post(by=request.user, post=post)
        return redirect_to_post(request, post, _("The message is shown again; its author is told."))
    lead = _("Everybody who reads its lane reads its words and files again.")
    words = {"heading": _("Show a message again"), "lead": lead, "button": _("Show the message")}
    return form_page(request, Form(), post, owner, **words)


@FORM
@members_only
def mark_post(request, key: str):
    """Mark a post as a decision or an answer, or take the mark off."""
    post, owner = get_post_or_404(request, key)
    marks = policy.marks_for(request.user, post)
    require(bool(marks))
    sent = request.POST if request.method == "POST" else None
    form = forms.MarkForm(sent, marks=marks, standing={"mark": post.mark})
    by = {"by": request.user, "post": post}
    if request.method == "POST" and run_action(form, lambda: actions.mark_post(**by, **form.cleaned_data)):
        return redirect_to_post(
            request, post, _("The mark is kept.") if form.cleaned_data["mark"] else _("The mark is off.")
        )
    lead = _("Marked messages are found again among all others: what was decided, and what answers the question.")
    return form_page(request, form, post, owner, heading=_("Mark a message"), lead=lead, button=_("Keep the mark"))


@FORM
@members_only
def lock(request, pk: int):
    """Lock a thread with a reason, or open it again."""
    owner = get_owner_or_404(request.user, pk)
    require(policy.may_lock_thread(request.user, owner))
    form = forms.ReasonForm(request.POST or None, help_text=_("It stands above the discussion, for all its readers."))
    by = {"by": request.user, "thread_id": pk}
    if request.method == "POST" and "unlock" in request.POST:
        actions.unlock_thread(**by)
        messages.success(request, _("The discussion is open again."))
        return redirect("issues:thread", pk)
    if request.method == "POST" and run_action(
        form, lambda: actions.lock_thread(**by, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("The discussion is locked."))
        return redirect("issues:thread", pk)
    context = {"form": form, "place": breadcrumb_of(owner), "locked": owner.locked, "thread": pk}
    return render(request, "issues/conversation/moderation/lock.html", context, status=422 if form.is_bound else 200)


@require_safe
@members_only
def reports(request):
    """The reports of the lanes that the reader moderates: the open ones, oldest first, and the newest decisions."""
    person = request.user
    require(policy.may_read_reports(person))
    open_ones, more = queries.open_reports(person, number_or_none(request.GET.get("after", "")))
    settled = queries.settled_reports(person)
    owners = queries.owners_by_post(person, [report.post for report in (*open_ones, *settled)])
    context = {
        "rows": report_rows(person, open_ones, owners),
        "settled": report_rows(person, settled, owners),
        "older": f"?after={more}" if more else "",
    }
    return render(request, "issues/conversation/moderation/reports.html", context)


@FORM
@members_only
def reported(request, pk: int):
    """One report: for who moderates, to decide; for who made it, to see what was decided."""
    report = queries.get_report(request.user, pk)
    if report is None:
        raise Http404
    post, owner = report.post, get_owner_or_404(request.user, report.post.strand.thread_id)
    decides = report.settled_at is None and policy.may_moderate(request.user, post.strand.space_id)
    may_keep = policy.may_keep_post(request.user, post)
    form = forms.DecisionForm(request.POST or None, may_keep=may_keep) if decides else None
    if request.method == "POST":
        require(decides or policy.may_moderate(request.user, post.strand.space_id))
        if form is None or run_action(form, lambda: carry_out_decision(request.user, post, form.cleaned_data)):
            messages.success(request, _("The report is settled; who made it is told."))
            return redirect("issues:reports")
    read_notices_about(by=request.user, kind="report", key=str(pk))
    context: dict[str, Any] = {
        "report": report,
        "form": form,
        "place": breadcrumb_of(owner),
        "quoted": quoted_post(request.user, post),
    }
    context["moderates"] = policy.may_moderate(request.user, post.strand.space_id)
    return render(
        request, "issues/conversation/moderation/report.html", context, status=422 if form and form.is_bound else 200
    )


def carry_out_decision(person, post: Post, data: dict) -> None:
    """Carry out a decision on a reported post."""
    by = {"by": person, "post": post}
    if data["outcome"] == Report.Outcome.HIDDEN:
        actions.hide_post(**by, reason=data["reason"])
    else:
        reporting.keep_post(**by, words=data["reason"])


def get_strand_or_404(request, pk: int) -> tuple[Strand, Owner]:
    """A strand that the reader may read, with what its thread is about; 404 for a stranger."""
    strand = queries.strand_of(request.user, pk)
    if strand is None:
        raise Http404
    return strand, get_owner_or_404(request.user, strand.thread_id)


@FORM
@members_only
def summary(request, pk: int):
    """What a strand has come to, what was said of it before, and for who moderates the form to write it."""
    strand, owner = get_strand_or_404(request, pk)
    known = queries.summary_history(strand)
    writes = policy.may_summarise(request.user, strand.space_id)
    text, language = known[0].text if known else "", (get_language() or "fr")[:2]
    form = forms.SummaryForm(request.POST or None, standing={"text": text}, initial={"language": language})
    if request.method == "POST":
        require(writes)
        by = {"by": request.user, "strand": strand}
        if "remove" in request.POST:
            actions.summarise_strand(**by, text="", language=language)
            messages.success(request, _("The summary is taken away."))
            return redirect("issues:summary", pk)
        if run_action(form, lambda: actions.summarise_strand(**by, **form.cleaned_data)):
            messages.success(request, _("The summary stands above the discussion."))
            return redirect("issues:summary", pk)
    current = known[0] if known and known[0].text else None
    context: dict[str, Any] = {
        "strand": strand,
        "current": current,
        "earlier": known[1:] if current else known,
        "form": form if writes else None,
    }
    context |= {"place": breadcrumb_of(owner), "thread": strand.thread_id}
    status = 422 if form.is_bound else 200
    return render(request, "issues/conversation/moderation/summary.html", context, status=status)


@FORM
@members_only
def move_posts(request, pk: int):
    """Move posts of one strand to another thread of the same lane."""
    owner = get_owner_or_404(request.user, pk)
    strands = queries.strands_to_move(request.user, pk)
    require(bool(strands))
    key = request.GET.get("post", "")[:36]
    strand = get_chosen_strand_or_404(strands, request.GET.get("strand", ""), key)
    posts, older = queries.posts_to_move(strand, key=key, before=number_or_none(request.GET.get("before", "")))
    form = forms.MoveForm(posts, request.POST or None, initial={"posts": [post.key for post in posts] if key else []})
    if request.method == "POST" and run_action(
        form, lambda: carry_out(request.user, posts, owner, strand, form.cleaned_data)
    ):
        messages.success(request, _("The messages are moved; their addresses stay the same."))
        return redirect("issues:thread", pk)
    chosen = form["posts"].value() or []
    rows = [{"post": post, "line": post_excerpt(request.user, post), "chosen": post.key in chosen} for post in posts]
    context = {"form": form, "rows": rows, "strands": strands, "strand": strand, "older": older, "thread": pk}
    context |= {"place": breadcrumb_of(owner), "only": key}
    return render(request, "issues/conversation/moderation/move.html", context, status=422 if form.is_bound else 200)


def get_chosen_strand_or_404(strands: list[Strand], words: str, key: str) -> Strand:
    """The strand that an address names, or in which the post of a key stands; else the first. 404 for another's."""
    wanted = number_or_none(words)
    if key:
        wanted = Post.objects.filter(key=key, strand__in=strands).values_list("strand", flat=True).first()
    elif wanted is None:
        return strands[0]
    found = next((strand for strand in strands if strand.pk == wanted), None)
    if found is None:
        raise Http404
    return found


def carry_out(person, posts: list[Post], source: Owner, strand: Strand, data: dict) -> None:
    """Move what was chosen. Raises Refused where the target is none."""
    thread_id = thread_named(person, data["target"])
    target = owner_of(person, thread_id) if thread_id else None
    if target is None or target.thread_id == source.thread_id:
        raise Refused(_("No other discussion is found by these words."))
    if not policy.may_move_posts_to(person, strand.space_id, target):
        raise Refused(_("Messages of this lane cannot stand there: it is closed, or another lane’s."))
    chosen = [post for post in posts if post.key in data["posts"]]
    moving.move_posts(by=person, posts=chosen, source_id=source.thread_id, target_id=target.thread_id)
