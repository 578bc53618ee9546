"""Proposing a solution, its own page, steering it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.inbox.actions.notices import read_notices_about
from committee.organisations.models import Kind, Organisation
from issues.conversation.discussions.fragments.discussion import discussion_context, record_visit
from issues.conversation.discussions.queries import Place, reading_of
from issues.problems.records.forms import TranslationForm
from issues.problems.records.queries import last_translation
from issues.problems.records.views import get_problem_or_404
from issues.resolution.solutions import policy
from issues.resolution.solutions.actions import lifecycle as actions
from issues.resolution.solutions.extension_points import sections_of
from issues.resolution.solutions.forms import DueForm, MoveForm, ProposalForm
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.queries import get_visible
from issues.resolution.solutions.states import BEFORE_AGREEMENT


def get_solution_or_404(request, pk: int) -> Solution:
    """The solution for its reader; 404 for a stranger."""
    solution = get_visible(request.user, pk)
    if solution is None:
        raise Http404
    return solution


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def propose(request, reference: str):
    """Propose a solution to a problem."""
    problem = get_problem_or_404(request, reference)
    require(policy.may_propose_solution(request.user, problem))
    mine = standing_of(request.user).organisation_for(Ability.PROPOSE_SOLUTION)
    owners = Organisation.objects.exclude(kind__in=(Kind.GUEST, Kind.CPAS)).order_by("kind", "pk")
    form = ProposalForm(owners, request.POST or None, initial={"owner": mine, "language": get_language()})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"owner": Organisation.objects.get(pk=form.cleaned_data["owner"])}
        solution = actions.propose_solution(by=request.user, problems=[problem], **facts)
        messages.success(request, _("The solution is proposed."))
        return redirect("issues:solution", solution.pk)
    status = 422 if form.is_bound else 200
    return render(
        request, "issues/resolution/solutions/propose.html", {"problem": problem, "form": form}, status=status
    )


@require_safe
@members_only
def solution(request, pk: int):
    """One solution: what, by whom, by when, what higher features show of it, and what the reader may do."""
    solution = get_solution_or_404(request, pk)
    read_notices_about(by=request.user, kind="solution", key=str(pk))
    return render_solution(request, solution)


def render_solution(request, solution: Solution, **forms):
    """Render a solution's page, with the form that failed filled in as it was."""
    person = request.user
    moves = policy.moves_for(person, solution)
    context = {
        "solution": solution,
        "sections": sections_of(request, solution, forms),
        "may_translate": policy.may_translate_solution(person, solution),
        "move_form": forms.get("move_form") or (MoveForm(moves) if moves else None),
        "for_other_bench": solution.state in BEFORE_AGREEMENT and policy.is_for_other_bench(person, solution),
        "due_form": forms.get("due_form") or due_form(person, solution),
        "talk": discussion_on(request, solution),
    }
    return render(request, "issues/resolution/solutions/solution.html", context, status=422 if forms else 200)


def discussion_on(request, solution: Solution) -> dict:
    """The conversation about a solution, as the reader finds it; its end has then been read."""
    owner, reading = solution.owner_of_thread, reading_of(request.user, solution.thread_id)
    record_visit(request.user, owner.thread_id, reading, Place())
    return discussion_context(request, owner, reading, place=Place())


def due_form(person, solution: Solution) -> DueForm | None:
    """The form for another date, for the owner of a solution that is not yet delivered."""
    return DueForm(standing={"due_on": solution.due_on}) if policy.may_date_solution(person, solution) else None


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def translate(request, pk: int):
    """Give a solution's title and a summary in the other language."""
    solution = get_solution_or_404(request, pk)
    require(policy.may_translate_solution(request.user, solution))
    form = TranslationForm.of(solution, request.POST or None)
    if run_action(form, lambda: actions.translate_solution(by=request.user, solution=solution, **form.cleaned_data)):
        messages.success(request, _("The translation is kept."))
        return redirect("issues:solution", pk)
    context = {"solution": solution, "form": form, "last": last_translation(request.user, solution.about)}
    status = 422 if form.is_bound else 200
    return render(request, "issues/resolution/solutions/translate.html", context, status=status)


@require_POST
@members_only
def move(request, pk: int):
    """Move a solution, with a reason where one is demanded."""
    solution = get_solution_or_404(request, pk)
    moves = policy.moves_for(request.user, solution)
    require(bool(moves))
    form = MoveForm(moves, request.POST)
    if not run_action(form, lambda: actions.move_solution(by=request.user, solution=solution, **form.cleaned_data)):
        return render_solution(request, solution, move_form=form)
    messages.success(request, _("The solution was moved."))
    return redirect("issues:solution", pk)


@require_POST
@members_only
def due(request, pk: int):
    """Commit to another date."""
    solution = get_solution_or_404(request, pk)
    require(policy.may_date_solution(request.user, solution))
    form = DueForm(request.POST, back=reverse("issues:solution", args=[pk]))
    if not run_action(form, lambda: actions.set_due_date(by=request.user, solution=solution, **form.cleaned_data)):
        return render_solution(request, solution, due_form=form)
    messages.success(request, _("The date is kept."))
    return redirect("issues:solution", pk)
