"""The list of problems as table or board, the views of it that people keep, and what is done with many at once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.privacy.views import guarded_question
from issues.intake.triage.actions.sorting import AS_IT_IS, triage_many
from issues.overview.register import actions, policy
from issues.overview.register.forms import ViewForm, selection_form
from issues.overview.register.models import SavedView
from issues.overview.register.presentation import page as presentation
from issues.overview.register.presentation.choices import list_address
from issues.overview.register.queries import lists as queries
from issues.overview.register.search_terms import list_query_from, query_in


@require_safe
@members_only
@guarded_question
def problem_list(request):
    """The problems that the reader may read, as the address asks for them."""
    asked = list_query_from(request.GET, request.user)
    kind = "board" if asked.board else "rows"
    if asked.board:
        context = presentation.board_context(request.user, asked)
    else:
        context = presentation.table_context(request.user, asked, request.GET.getlist("chosen"))
    if request.GET.get("fragment") == "rows":
        return render(request, f"issues/overview/register/{kind}.html", context)
    context |= presentation.page_context(request.user, asked, context["counts"])
    context |= {"kind": f"issues/overview/register/{kind}.html", "topics": presentation.topics_of(request.user)}
    if context.get("choosing"):
        context["together"] = selection_form(request.user)
    return render(request, "issues/overview/register/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def saved_views(request):
    """The views that one keeps, with what can be done with each; a new one is posted here."""
    sharing = policy.may_share_views(request.user)
    form = ViewForm(request.POST or None, sharing=sharing, initial={"query": request.GET.get("query", "")})
    saved: list[SavedView] = []
    if run_action(form, lambda: saved.append(actions.save_view(by=request.user, **form.cleaned_data))):
        messages.success(request, _("The view is kept."))
        return redirect(f"{reverse('issues:problems')}?{saved[0].query}".rstrip("?"))
    return shown_views(request, form)


def shown_views(request, form, status: int = 0):
    """The page of views, with a form that may have come back."""
    mine = [view for view in queries.views_of(request.user) if policy.may_change_view(request.user, view)]
    context = {"form": form, "views": mine, "sharing": policy.may_share_views(request.user)}
    return render(
        request, "issues/overview/register/views.html", context, status=status or (422 if form.is_bound else 200)
    )


@require_POST
@members_only
def change_view(request, pk: int):
    """Rename, share, stop sharing or delete one view."""
    view = SavedView.objects.visible_to(request.user).filter(pk=pk).first() if pk < 1 << 63 else None
    if view is None:
        raise Http404
    require(policy.may_change_view(request.user, view))
    deed = request.POST.get("do", "")
    if deed == "delete":
        actions.delete_view(by=request.user, view=view)
        messages.success(request, _("The view is deleted."))
    elif deed in ("share", "unshare"):
        shared(request, view, deed == "share")
    else:
        form = ViewForm(request.POST, sharing=policy.may_share_views(request.user))
        return renamed(request, view, form)
    return redirect("issues:views")


def shared(request, view: SavedView, wanted: bool) -> None:
    """Offer a view to all, or no longer."""
    actions.share_view(by=request.user, view=view, shared=wanted)
    messages.success(request, _("Everyone has this view now.") if wanted else _("The view is yours alone."))


def renamed(request, view: SavedView, form: ViewForm):
    """Give a view the name that was sent, or say why not."""
    if run_action(form, lambda: actions.rename_view(by=request.user, view=view, **form.names())):
        messages.success(request, _("The view has its new name."))
        return redirect("issues:views")
    return shown_views(request, form)


@require_POST
@members_only
def triage_selected(request):
    """Move, give or sort the problems that were chosen: all of them or none, with the reasons for each refusal."""
    require(policy.may_triage_many(request.user))
    asked = list_query_from(query_in(request.POST.get("back", "")), request.user)
    problems = queries.chosen_problems(request.user, request.POST.getlist("problem"))
    form = selection_form(request.user, request.POST)
    refused = []
    if not problems:
        form.add_error(None, _("Choose at least one problem."))
    elif len(problems) > queries.TOGETHER:
        form.add_error(None, _("At most %(most)s problems at once.") % {"most": queries.TOGETHER})
    elif form.is_valid():
        refused = triage_many(by=request.user, problems=problems, **form.deeds(), **given(form))
        if not refused:
            words = ngettext("%(n)s problem was handled.", "%(n)s problems were handled.", len(problems))
            messages.success(request, words % {"n": len(problems)})
            return redirect(list_address(reverse("issues:problems"), asked))
    context = {"form": form, "problems": problems, "refused": refused, "asked": asked}
    return render(request, "issues/overview/register/together.html", context, status=422)


def given(form) -> dict:
    """To whom the problems are given, as `triage_many` takes it."""
    word = form.cleaned_data.get("owner", "")
    return {"owner": queries.owner_of(word)} if word else {"owner": AS_IT_IS}
