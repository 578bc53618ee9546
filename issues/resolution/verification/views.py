"""Saying whether a solution works."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.organisations.models import Organisation
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.views import get_solution_or_404, render_solution
from issues.resolution.verification.actions.judging import give_verdict
from issues.resolution.verification.forms import VerdictForm
from issues.resolution.verification.fragments import own_cpas


@require_POST
@members_only
def verdict(request, pk: int):
    """Say whether a delivered solution works in one's CPAS."""
    solution = get_solution_or_404(request, pk)
    mine = own_cpas(request.user, solution, concerned_ids(solution))
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
    give_verdict(**facts, outcome=outcome, comment=comment, version=version)
