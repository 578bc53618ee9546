"""Proposing a solution, its own page, steering it."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.inbox.actions.notices import read_notices_about
from issues.attachments.models import Attachment
from issues.conversation.discussions.fragments.discussion import discussion_context, record_visit
from issues.conversation.discussions.queries import Place, reading_of
from issues.problems.records.forms import TranslationForm
from issues.problems.records.queries import last_translation
from issues.problems.records.views import get_problem_or_404
from issues.resolution.solutions import policy
from issues.resolution.solutions.actions import arranging, publicity, revising
from issues.resolution.solutions.actions import lifecycle as actions
from issues.resolution.solutions.extension_points import BESIDE, sections_of
from issues.resolution.solutions.forms import (
    DependencyForm,
    DocumentsForm,
    DueForm,
    MoveForm,
    OwnerForm,
    ProblemTieForm,
    ProposalForm,
    PublicForm,
    RemovalForm,
    RevisionForm,
)
from issues.resolution.solutions.models import PublicText, Solution
from issues.resolution.solutions.presentation import describe_version, first_words
from issues.resolution.solutions.queries import (
    get_visible,
    owner_choices,
    owner_named,
    problem_named,
    solution_named,
    versions_of,
)
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
    form = ProposalForm(owner_choices(), request.POST or None, initial={"owner": mine, "language": get_language()})
    if request.method == "POST" and form.is_valid():
        owner, seat = owner_named(form.cleaned_data["owner"])
        facts = form.cleaned_data | {"owner": owner, "owner_seat": seat}
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
    if solution.is_told:
        read_notices_about(by=request.user, kind="solution", key=str(pk))
    return render_solution(request, solution)


def render_solution(request, solution: Solution, **forms):
    """Render a solution's page, with the form that failed filled in as it was."""
    person = request.user
    moves = policy.moves_for(person, solution)
    context = {
        "solution": solution,
        "sections": sections_of(request, solution, forms),
        "may": permissions_on(person, solution),
        "postponed": sum(one.postponed for one in solution.dates),
        "move_form": forms.get("move_form") or (MoveForm(moves) if moves else None),
        "for_other_bench": solution.state in BEFORE_AGREEMENT and policy.is_for_other_bench(person, solution),
        "due_form": forms.get("due_form") or due_form(person, solution),
        "beside": [draw(request, solution) for draw in BESIDE],
        "talk": discussion_on(request, solution),
    }
    return render(request, "issues/resolution/solutions/solution.html", context, status=422 if forms else 200)


def permissions_on(person, solution: Solution) -> dict[str, bool]:
    """What the reader may do, for the links of the page."""
    return {
        "translate": policy.may_translate_solution(person, solution),
        "revise": policy.may_revise_solution(person, solution),
        "assign": policy.may_assign_solution(person, solution),
        "arrange": policy.may_arrange_solution(person, solution) or policy.may_document_solution(person, solution),
        "open": policy.may_open_to_public(person, solution),
        "promise": public_text_of(solution) is not None and policy.may_show_promise(person, solution),
    }


def public_text_of(solution: Solution) -> PublicText | None:
    """What the public reads of a solution, or None where it is not open."""
    return getattr(solution, "public_text", None)


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


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def revise(request, pk: int):
    """Correct what a solution says; what it said before is kept."""
    solution = get_solution_or_404(request, pk)
    require(policy.may_revise_solution(request.user, solution))
    form = RevisionForm(request.POST or None, standing={name: getattr(solution, name) for name in revising.REVISABLE})
    if run_action(form, lambda: revising.revise_solution(by=request.user, solution=solution, **form.cleaned_data)):
        messages.success(request, _("The correction is kept, and so is what the solution said before."))
        return redirect("issues:solution", pk)
    return form_page(request, solution, "revise", form)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def owner(request, pk: int):
    """Say which organisation owns a solution, or which of its seats."""
    solution = get_solution_or_404(request, pk)
    require(policy.may_assign_solution(request.user, solution))
    now = revising.owned_by(solution.owner_id, solution.owner_seat_id)
    form = OwnerForm(owner_choices(), request.POST or None, standing={"owner": now})
    if run_action(form, lambda: assign(request.user, solution, **form.cleaned_data)):
        messages.success(request, _("The owner is kept."))
        return redirect("issues:solution", pk)
    return form_page(request, solution, "owner", form)


def assign(person, solution: Solution, *, owner: str, version: str) -> None:
    """Give a solution to the owner that a word names."""
    organisation, seat = owner_named(owner)
    revising.assign_solution(by=person, solution=solution, owner=organisation, seat=seat, version=version)


def form_page(request, solution: Solution, name: str, form, **more):
    """Render a page that is one form about a solution."""
    context = {"solution": solution, "form": form, **more}
    status = 422 if form.is_bound else 200
    return render(request, f"issues/resolution/solutions/{name}.html", context, status=status)


@require_safe
@members_only
def versions(request, pk: int):
    """What a solution said before it was corrected."""
    solution = get_solution_or_404(request, pk)
    kept = [{"version": version, "facts": describe_version(version)} for version in versions_of(solution)]
    return render(request, "issues/resolution/solutions/versions.html", {"solution": solution, "versions": kept})


@require_safe
@members_only
def ties(request, pk: int):
    """Which problems a solution answers, what it waits for, and its documents: to be added or taken away."""
    solution = get_solution_or_404(request, pk)
    require(permissions_on(request.user, solution)["arrange"])
    return ties_page(request, solution)


def ties_page(request, solution: Solution, **forms):
    """Render the ties of a solution, with the form that failed filled in as it was."""
    person = request.user
    context = {
        "solution": solution,
        "may_arrange": policy.may_arrange_solution(person, solution),
        "may_document": policy.may_document_solution(person, solution),
        "problem_form": forms.get("problem_form") or ProblemTieForm(partial(problem_named, person)),
        "solution_form": forms.get("solution_form") or DependencyForm(partial(solution_named, person)),
        "documents_form": forms.get("documents_form") or DocumentsForm(),
        "failed": forms.get("failed", ""),
    }
    return render(request, "issues/resolution/solutions/ties.html", context, status=422 if forms else 200)


@require_POST
@members_only
def tie_problem(request, pk: int):
    """Let a solution answer one more problem, or `remove` one."""
    solution, person = get_solution_or_404(request, pk), request.user
    require(policy.may_arrange_solution(person, solution))
    if "remove" in request.POST:
        problem = get_object_or_404(solution.problems, reference=request.POST["remove"])
        return tied(request, solution, lambda: arranging.remove_problem(by=person, solution=solution, problem=problem))
    form = ProblemTieForm(partial(problem_named, person), request.POST)
    if run_action(form, lambda: arranging.add_problem(by=person, solution=solution, **form.cleaned_data)):
        return redirect("issues:solution_ties", pk)
    return ties_page(request, solution, problem_form=form)


@require_POST
@members_only
def tie_solution(request, pk: int):
    """Let a solution wait for one more, or `remove` one."""
    solution, person = get_solution_or_404(request, pk), request.user
    require(policy.may_arrange_solution(person, solution))
    if "remove" in request.POST:
        other = get_object_or_404(Solution, awaited_by__solution=solution, pk=number_sent(request.POST["remove"]))
        return tied(
            request, solution, lambda: arranging.remove_dependency(by=person, solution=solution, waits_for=other)
        )
    form = DependencyForm(partial(solution_named, person), request.POST)
    if run_action(form, lambda: arranging.add_dependency(by=person, solution=solution, **form.cleaned_data)):
        return redirect("issues:solution_ties", pk)
    return ties_page(request, solution, solution_form=form)


@require_POST
@members_only
def document(request, pk: int):
    """Add documents to a solution, or `remove` one."""
    solution, person = get_solution_or_404(request, pk), request.user
    require(policy.may_document_solution(person, solution))
    if "remove" in request.POST:
        visible = Attachment.objects.visible_to(person).filter(solutions=solution)
        file = get_object_or_404(visible, key=request.POST["remove"])
        return tied(
            request, solution, lambda: arranging.withdraw_document(by=person, solution=solution, attachment=file)
        )
    form = DocumentsForm(request.POST, request.FILES)
    if run_action(form, lambda: arranging.add_documents(by=person, solution=solution, **form.cleaned_data)):
        return redirect("issues:solution_ties", pk)
    return ties_page(request, solution, documents_form=form)


def tied(request, solution: Solution, deed: Callable[[], object]):
    """Take something away, and show what is left; a refusal stands on the page in words."""
    form = RemovalForm(request.POST)
    if run_action(form, deed):
        return redirect("issues:solution_ties", solution.pk)
    return ties_page(request, solution, failed=" ".join(form.non_field_errors()))


def number_sent(words: str) -> int:
    """A number that a form brought; nought for anything else."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 16 else 0


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def public_text(request, pk: int):
    """Open a solution to the public, change what it reads, or `close` it."""
    solution, person = get_solution_or_404(request, pk), request.user
    require(policy.may_open_to_public(person, solution))
    if request.method == "POST" and "close" in request.POST:
        publicity.close_to_public(by=person, solution=solution)
        messages.success(request, _("The public reads of it no longer."))
        return redirect("issues:solution", pk)
    now = publicity.public_words(public_text_of(solution))
    form = PublicForm(request.POST or None, standing=now, initial=now if any(now.values()) else first_words(solution))
    if run_action(form, lambda: publicity.open_to_public(by=person, solution=solution, **form.cleaned_data)):
        messages.success(request, _("The public reads of it from now on, in both languages."))
        return redirect("issues:solution", pk)
    return form_page(request, solution, "public_text", form, is_open=any(now.values()))


@require_POST
@members_only
def promise(request, pk: int):
    """Let the owner show the public what it promised to save, or no longer."""
    solution = get_solution_or_404(request, pk)
    require(policy.may_show_promise(request.user, solution))
    publicity.show_promise(by=request.user, solution=solution, shown=request.POST.get("shown") == "1")
    return redirect("issues:solution", pk)
