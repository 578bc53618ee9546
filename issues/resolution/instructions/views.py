"""The list of what is in force, one instruction, issuing and withdrawing one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.inbox.actions.notices import read_notices_about
from committee.privacy.forms import clean_question
from committee.privacy.views import guarded_question
from issues.problems.records.forms import TranslationForm
from issues.problems.records.queries import last_translation
from issues.problems.records.views import get_problem_or_404
from issues.resolution.instructions import policy
from issues.resolution.instructions.actions import issuing
from issues.resolution.instructions.forms import InstructionForm, WithdrawalForm
from issues.resolution.instructions.models import Instruction
from issues.resolution.instructions.presentation import address_of_thing, number_of, row_of, tabs
from issues.resolution.instructions.queries import get_visible, listed, replaceable
from issues.resolution.solutions.views import get_solution_or_404


@require_safe
@members_only
@guarded_question
def instructions(request):
    """What is done meanwhile: in force unless something else is asked for."""
    show, words = request.GET.get("show", "in-force"), clean_question(request.GET.get("q", "")[:200].strip())[0]
    rows = [row_of(one) for one in listed(request.user, show, words)]
    context = {"rows": rows, "tabs": tabs(show), "query": words, "show": show}
    return render(request, "issues/resolution/instructions/list.html", context)


def get_instruction_or_404(request, pk: int) -> Instruction:
    """The instruction for its reader; 404 for a stranger."""
    instruction = get_visible(request.user, pk)
    if instruction is None:
        raise Http404
    return instruction


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def instruction(request, pk: int):
    """One instruction; a POST withdraws it, with a reason."""
    one = get_instruction_or_404(request, pk)
    may_withdraw = policy.may_withdraw_instruction(request.user, one)
    require(may_withdraw or request.method != "POST")
    form = WithdrawalForm(request.POST or None)
    deed = {"by": request.user, "instruction": one}
    if request.method == "POST" and run_action(form, lambda: issuing.withdraw_instruction(**deed, **form.cleaned_data)):
        messages.success(request, _("It holds no longer."))
        return redirect("issues:instruction", pk)
    read_notices_about(by=request.user, kind="instruction", key=str(pk))
    context = {"row": row_of(one), "one": one, "form": form if may_withdraw else None}
    context |= {"may_translate": policy.may_translate_instruction(request.user, one)}
    return render(
        request, "issues/resolution/instructions/instruction.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def issue_for_problem(request, reference: str):
    """Issue an instruction about a problem."""
    return issue(request, get_problem_or_404(request, reference))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def issue_for_solution(request, pk: int):
    """Issue an instruction beside a solution."""
    return issue(request, get_solution_or_404(request, pk))


def issue(request, thing):
    """Issue an instruction about a thing that the reader sees."""
    require(policy.may_issue_instruction(request.user, thing))
    form = InstructionForm(
        replaceable(request.user, thing),
        request.POST or None,
        initial={"language": get_language(), "kind": "workaround"},
    )
    issued = []
    deed = {"by": request.user, "about": thing}
    if run_action(form, lambda: issued.append(issuing.issue_instruction(**deed, **form.cleaned_data))):
        messages.success(request, _("It is issued: those concerned are told."))
        return redirect("issues:instruction", issued[0].pk)
    context = {"thing": thing, "number": number_of(thing), "url": address_of_thing(thing), "form": form}
    return render(request, "issues/resolution/instructions/issue.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def translate(request, pk: int):
    """Give an instruction's title and a summary in the other language."""
    one = get_instruction_or_404(request, pk)
    require(policy.may_translate_instruction(request.user, one))
    form = TranslationForm.of(one, request.POST or None)
    if run_action(form, lambda: issuing.translate_instruction(by=request.user, instruction=one, **form.cleaned_data)):
        messages.success(request, _("The translation is kept."))
        return redirect("issues:instruction", pk)
    context = {"one": one, "row": row_of(one), "form": form, "last": last_translation(request.user, one.about)}
    status = 422 if form.is_bound else 200
    return render(request, "issues/resolution/instructions/translate.html", context, status=status)
