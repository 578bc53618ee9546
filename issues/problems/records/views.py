"""Moving, sharing, translating and following a problem."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from issues.problems.records import policy
from issues.problems.records.actions import lifecycle as actions
from issues.problems.records.forms import MoveForm, RevisionForm, TranslationForm
from issues.problems.records.models import Problem
from issues.problems.records.queries import describe_version, get_visible, last_move, last_translation, versions_of


def get_problem_or_404(request, reference: str) -> Problem:
    """The problem for its reader; 404 for a stranger, as if it did not exist."""
    problem = get_visible(request.user, reference)
    if problem is None:
        raise Http404
    return problem


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def move(request, reference: str):
    """Move a problem to another state, with a reason where one is demanded."""
    problem = get_problem_or_404(request, reference)
    moves = policy.moves_for(request.user, problem)
    again = request.POST.get("target") == problem.state and policy.may_triage_problem(request.user, problem)
    require(bool(moves) or again)
    form = MoveForm(moves, request.POST or None)
    facts = {"by": request.user, "problem": problem}
    if again or run_action(form, lambda: actions.move_problem(**facts, **form.cleaned_data)):
        messages.success(request, _("The problem was moved."))
        return redirect("issues:problem", reference)
    context = {"problem": problem, "form": form, "last": last_move(request.user, problem)}
    return render(request, "issues/problems/records/move.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def revise(request, reference: str):
    """Correct what a problem says; what it said before is kept."""
    problem = get_problem_or_404(request, reference)
    require(policy.may_revise_problem(request.user, problem))
    now = {name: getattr(problem, name) for name in RevisionForm.base_fields}
    form = RevisionForm(request.POST or None, standing=now)
    if run_action(form, lambda: actions.revise_problem(by=request.user, problem=problem, **form.cleaned_data)):
        messages.success(request, _("The correction is kept, and so is what the problem said before."))
        return redirect("issues:problem", reference)
    status = 422 if form.is_bound else 200
    return render(request, "issues/problems/records/revise.html", {"problem": problem, "form": form}, status=status)


@require_safe
@members_only
def versions(request, reference: str):
    """What a problem said before it was corrected or sorted anew."""
    problem = get_problem_or_404(request, reference)
    kept = [{"version": version, "facts": describe_version(version)} for version in versions_of(problem)]
    return render(request, "issues/problems/records/versions.html", {"problem": problem, "versions": kept})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def translate(request, reference: str):
    """Give a problem's title and summary in the other language."""
    problem = get_problem_or_404(request, reference)
    require(policy.may_translate_problem(request.user, problem))
    form = TranslationForm.of(problem, request.POST or None)
    if run_action(form, lambda: actions.translate_problem(by=request.user, problem=problem, **form.cleaned_data)):
        messages.success(request, _("The translation is kept."))
        return redirect("issues:problem", reference)
    context = {"problem": problem, "form": form, "last": last_translation(request.user, problem.about)}
    return render(request, "issues/problems/records/translate.html", context, status=422 if form.is_bound else 200)
