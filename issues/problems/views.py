"""Moving, sharing, translating and following a problem."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.access.policy import insist, members_only
from issues.problems import actions, policy
from issues.problems.forms import MoveForm, TranslationForm
from issues.problems.models import Problem
from issues.problems.queries import get_visible
from issues.threads.actions import choose_following


def found(request, reference: str) -> Problem:
    """The problem for its reader; 404 for a stranger, as if it did not exist."""
    problem = get_visible(request.user, reference)
    if problem is None:
        raise Http404
    return problem


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def move(request, reference: str):
    """Move a problem to another state, with a reason where one is demanded."""
    problem = found(request, reference)
    moves = policy.moves_for(request.user, problem)
    insist(bool(moves))
    form = MoveForm(moves, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.move_problem(by=request.user, problem=problem, **form.cleaned_data)
        messages.success(request, _("The problem was moved."))
        return redirect("issues:problem", reference)
    status = 422 if form.is_bound else 200
    return render(request, "issues/problems/move.html", {"problem": problem, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def translate(request, reference: str):
    """Give a problem's title and summary in the other language."""
    problem = found(request, reference)
    insist(policy.may_translate_problem(request.user, problem))
    form = TranslationForm(
        request.POST or None, initial={"title": problem.title_other, "summary": problem.summary_other}
    )
    if request.method == "POST" and form.is_valid():
        actions.translate_problem(by=request.user, problem=problem, **form.cleaned_data)
        messages.success(request, _("The translation is kept."))
        return redirect("issues:problem", reference)
    status = 422 if form.is_bound else 200
    return render(request, "issues/problems/translate.html", {"problem": problem, "form": form}, status=status)


@require_POST
@members_only
def follow(request, reference: str):
    """Hear of a problem from now on, or no longer."""
    problem = found(request, reference)
    choose_following(by=request.user, thread=problem.thread, muted="mute" in request.POST)
    return redirect("issues:problem", reference)
