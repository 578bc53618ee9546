"""Proposing a solution, its own page, steering it, judging it."""

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
from committee.organisations.queries import Centre, centres
from committee.organisations.strip import strip_svg
from issues.conversation.discussions.fragments.discussion import discussion_context, record_visit
from issues.conversation.discussions.queries import Place, reading_of
from issues.fieldwork.impacts.policy import may_name_centres
from issues.fieldwork.impacts.presentation.words import cells_for
from issues.problems.records.forms import TranslationForm
from issues.problems.records.queries import last_translation
from issues.problems.records.views import get_problem_or_404
from issues.resolution.solutions import policy
from issues.resolution.solutions.actions import lifecycle as actions
from issues.resolution.solutions.extension_points import BESIDE
from issues.resolution.solutions.forms import DueForm, MoveForm, ProposalForm, VerdictForm
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.presentation import readable_verdicts, silent_centres
from issues.resolution.solutions.queries import get_visible, verdict_cells
from issues.resolution.solutions.states import BEFORE_AGREEMENT, State
from issues.resolution.solutions.verdict_words import cells_named, describe_relapses, verdicts_in_words


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
    """One solution: what, by whom, by when, what the CPAS concerned say, and what the reader may do."""
    solution = get_solution_or_404(request, pk)
    read_notices_about(by=request.user, kind="solution", key=str(pk))
    return render_solution(request, solution)


def render_solution(request, solution: Solution, **forms):
    """Render a solution's page, with the form that failed filled in as it was."""
    concerned = policy.concerned_ids(solution)
    person = request.user
    moves = policy.moves_for(person, solution)
    mine = own_cpas(person, solution, concerned)
    delivered = solution.state in (State.DELIVERED, State.VERIFIED)
    cells = cells_for(person, verdict_cells(solution.cells, concerned if delivered else set()))
    names = cells_named(cells) if may_name_centres(person) else ()
    context = {
        "solution": solution,
        "concerned": len(concerned),
        "strip": strip_svg(cells, words=verdicts_in_words(cells), names=names, kind="verdict", size="case"),
        "words": verdicts_in_words(cells),
        "may_translate": policy.may_translate_solution(person, solution),
        "verdicts": readable_verdicts(person, solution),
        "unsaid": silent_centres(solution, mine),
        "move_form": forms.get("move_form") or (MoveForm(moves) if moves else None),
        "verdict_form": forms.get("verdict_form") or (verdict_form(solution, mine) if mine else None),
        "for_other_bench": solution.state in BEFORE_AGREEMENT and policy.is_for_other_bench(person, solution),
        "relapses": describe_relapses(cells, named=bool(names)),
        "due_form": forms.get("due_form") or due_form(person, solution),
        "beside": [draw(request, solution) for draw in BESIDE],
        "talk": discussion_on(request, solution),
    }
    return render(request, "issues/resolution/solutions/solution.html", context, status=422 if forms else 200)


def discussion_on(request, solution: Solution) -> dict:
    """The conversation about a solution, as the reader finds it; its end has then been read."""
    owner, reading = solution.owner_of_thread, reading_of(request.user, solution.thread_id)
    record_visit(request.user, owner.thread_id, reading, Place())
    return discussion_context(request, owner, reading, place=Place())


def own_cpas(person, solution: Solution, concerned: set[int]) -> list[Centre]:
    """The reader's CPAS that may give a verdict, in the order of the strip."""
    mine = standing_of(person).organisation_ids & concerned
    return [one for one in centres() if one.pk in mine and policy.may_give_verdict(person, solution, one.pk, concerned)]


def verdict_form(solution: Solution, mine: list[Centre]) -> VerdictForm:
    """The form for a verdict, with the one that stands where it can only be that of one CPAS."""
    before = next((one for one in solution.verdicts.all() if [one.organisation_id] == [own.pk for own in mine]), None)
    return VerdictForm(mine, standing=actions.verdict_said(before), owner=str(solution.owner))


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
def verdict(request, pk: int):
    """Say whether a delivered solution works in one's CPAS."""
    solution = get_solution_or_404(request, pk)
    mine = own_cpas(request.user, solution, policy.concerned_ids(solution))
    require(bool(mine))
    back = reverse("issues:solution", args=[pk])
    form = VerdictForm(mine, request.POST, back=back, owner=str(solution.owner))
    if not run_action(form, lambda: judge(request.user, solution, **form.cleaned_data)):
        return render_solution(request, solution, verdict_form=form)
    messages.success(request, _("Thank you: the committee sees it at once."))
    return redirect("issues:solution", pk)


def judge(person, solution: Solution, *, organisation: int, outcome: str, comment: str, version: str) -> None:
    """Give the verdict of a CPAS."""
    place = Organisation.objects.get(pk=organisation)
    facts = {"by": person, "solution": solution, "organisation": place}
    actions.give_verdict(**facts, outcome=outcome, comment=comment, version=version)


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
