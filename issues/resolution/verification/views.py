"""Saying whether a solution works, on its page and by the link of a mail; the rule by which it is verified."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.access.throttle import is_throttled
from committee.organisations.models import Organisation
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.views import get_solution_or_404, render_solution
from issues.resolution.verification.actions.deciding import set_rule
from issues.resolution.verification.actions.judging import (
    answer_by_link,
    declare_new_minutes,
    give_verdict,
    outcome_of,
    report_relapse,
)
from issues.resolution.verification.forms import LinkForm, RelapseForm, RuleForm, VerdictForm
from issues.resolution.verification.fragments import concerned_places, only_problem
from issues.resolution.verification.links import Followed, followed_link
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.policy import may_answer_by_link, may_set_rule
from issues.resolution.verification.presentation.matrix import asked_by, matrix_context
from issues.resolution.verification.presentation.verdicts import describe_rule
from issues.resolution.verification.queries import current_rule, rule_said, rules_before
from issues.resolution.verification.states import Outcome

UNSEEN = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer", "Cache-Control": "private, no-store"}
FOLLOWED_A_MINUTE = 20


@require_POST
@members_only
def verdict(request, pk: int):
    """Say whether a delivered solution works in one's CPAS."""
    solution = get_solution_or_404(request, pk)
    mine = concerned_places(request.user, solution)
    require(bool(mine))
    facts: dict[str, Any] = {"back": reverse("issues:solution", args=[pk]), "owner": str(solution.owner)}
    form = VerdictForm(mine, request.POST, problem=only_problem(solution), **facts)
    if not run_action(form, lambda: judge(request.user, solution, **form.cleaned_data)):
        return render_solution(request, solution, verdict_form=form)
    messages.success(request, _("Thank you: the committee sees it at once."))
    return redirect("issues:solution", pk)


def judge(person, solution: Solution, *, organisation: int, version: str, declare: bool = False, **said: Any) -> None:
    """Give the verdict of a CPAS, and let its declaration follow the minutes where that is wished."""
    place = Organisation.objects.get(pk=organisation)
    given = give_verdict(by=person, solution=solution, organisation=place, version=version, **said)
    problem = only_problem(solution)
    if declare and problem:
        declare_new_minutes(by=person, problem=problem, verdict=given)


@require_POST
@members_only
def relapse(request, pk: int):
    """Report that a solution works in one's CPAS no longer."""
    solution = get_solution_or_404(request, pk)
    mine = concerned_places(request.user, solution)
    require(bool(mine))
    form = RelapseForm(mine, request.POST, owner=str(solution.owner))
    if not run_action(form, lambda: relapse_in(request.user, solution, **form.cleaned_data)):
        return render_solution(request, solution, relapse_form=form)
    messages.success(request, _("The relapse is reported: the owner and the secretariat are told."))
    return redirect("issues:solution", pk)


def relapse_in(person, solution: Solution, *, organisation: int, reason: str) -> None:
    """Report the relapse for a CPAS."""
    place = Organisation.objects.get(pk=organisation)
    report_relapse(by=person, solution=solution, organisation=place, reason=reason)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verdict_by_link(request, token: str):
    """Answer by the link of a mail, without signing in. A GET only shows; what the button of the page posts is recorded.

    The signed token is all the right that there is: no cookie adds to it, so none is needed against forgery.
    """
    if is_throttled("verdict_by_link", token[-40:], FOLLOWED_A_MINUTE):
        return unseen(render(request, "429.html", status=429))
    followed = followed_link(token)
    if followed is None:
        raise Http404
    if not may_answer_by_link(followed):
        page = "issues/resolution/verification/link_over.html"
        return unseen(render(request, page, {"solution": followed.asked.round.solution}, status=410))
    if request.method != "POST":
        return render_link(request, followed, link_form(followed, request.GET.get("say", "")))
    form = LinkForm(request.POST, owner=str(followed.asked.round.solution.owner), back=request.path)
    if not run_action(form, lambda: answer_by_link(followed=followed, **form.cleaned_data)):
        return render_link(request, followed, form, status=422)
    return unseen(redirect(f"{request.path}?kept=1"))


def link_form(followed: Followed, chosen: str) -> LinkForm:
    """The form of a link, with the answer that the link chose, else the one that stands."""
    stands = standing_verdict(followed)
    initial = {"outcome": chosen} if chosen in Outcome.values else {}
    return LinkForm(owner=str(followed.asked.round.solution.owner), standing=outcome_of(stands), initial=initial)


def standing_verdict(followed: Followed) -> Verdict | None:
    """What the CPAS of a link has said."""
    asked = followed.asked
    return Verdict.objects.filter(solution=asked.round.solution, organisation=asked.organisation_id).first()


def render_link(request, followed: Followed, form: LinkForm, status: int = 200):
    """The page of a link: on whose behalf it speaks, what stands, and the form."""
    asked = followed.asked
    context = {
        "solution": asked.round.solution,
        "person": asked.person,
        "organisation": asked.organisation,
        "stands": standing_verdict(followed),
        "kept": "kept" in request.GET,
        "form": form,
    }
    return unseen(render(request, "issues/resolution/verification/link.html", context, status=status))


def unseen(response):
    """A page that no robot keeps and that tells no other site where it was."""
    for name, value in UNSEEN.items():
        response[name] = value
    return response


@require_safe
@members_only
def matrix(request):
    """Solutions by CPAS: who says what, and since when."""
    context = matrix_context(request.user, asked_by(request.GET.dict()))
    return render(request, "issues/resolution/verification/matrix.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def rule(request):
    """The rule by which a solution is verified, with those before; the secretariat sets it."""
    standing, may_set = rule_said(current_rule()), may_set_rule(request.user)
    require(may_set or request.method != "POST")
    form = RuleForm(request.POST or None, standing=standing, back=request.path) if may_set else None
    if form and run_action(form, lambda: set_rule(by=request.user, **form.cleaned_data)):
        messages.success(request, _("The rule is set: it counts whenever something is said of a solution from now on."))
        return redirect("issues:verification_rule")
    context = {"form": form, "rule": describe_rule(current_rule()), "history": rules_before()}
    status = 422 if form and form.is_bound else 200
    return render(request, "issues/resolution/verification/rule.html", context, status=status)
