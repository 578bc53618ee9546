"""Declaring on a problem that stands, and sharing one with its volumes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from issues.conversation.threads.models import Post
from issues.fieldwork.impacts.actions.declaring import declare_impact, said_of, share_with_impact
from issues.fieldwork.impacts.extension_points import links_from_totals
from issues.fieldwork.impacts.forms import DeclarationForm
from issues.fieldwork.impacts.models import Answer
from issues.fieldwork.impacts.policy import may_declare_impact, may_read_declarations, may_read_suppliers
from issues.fieldwork.impacts.presentation.declarations import history_of, supplier_rows, totals_context
from issues.fieldwork.impacts.queries import by_supplier, compared_overall, totals_of, with_history
from issues.problems.records.models import Problem
from issues.problems.records.policy import may_share_problem
from issues.problems.records.views import get_problem_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def declare(request, reference: str):
    """“We have this too”: declare for one's CPAS, or revise what was declared."""
    problem = get_problem_or_404(request, reference)
    require(may_declare_impact(request.user, problem))
    organisation = own_cpas(request.user, request.GET.get("organisation", ""))
    before = with_history(problem.declarations.filter(organisation=organisation)).first()
    start = {} if before else {"answer": answer_clicked(request.GET.get("answer", ""))}
    form = DeclarationForm(request.POST or None, standing=said_of(before), initial=start)
    facts = {"by": request.user, "problem": problem, "organisation": organisation}
    if run_action(form, lambda: declare_impact(**facts, **form.cleaned_data)):
        messages.success(request, _("Your declaration is kept."))
        return redirect("issues:problem", reference)
    context = {"problem": problem, "form": form, "organisation": organisation, "before": before}
    context["history"] = history_of(before) if before else []
    return render(request, "issues/fieldwork/impacts/declare.html", context, status=422 if form.is_bound else 200)


@require_safe
@members_only
def declarations(request, reference: str):
    """What each CPAS declared on a problem, with every revision: for the secretariat."""
    problem = get_problem_or_404(request, reference)
    require(may_read_declarations(request.user, problem))
    rows = [(row.organisation, history_of(row)) for row in with_history(problem.declarations.all())]
    return render(request, "issues/fieldwork/impacts/declarations.html", {"problem": problem, "rows": rows})


@require_safe
@members_only
def suppliers(request, reference: str):
    """How a problem falls by the software that the CPAS work with."""
    problem = get_problem_or_404(request, reference)
    require(may_read_suppliers(request.user, problem))
    rows = supplier_rows(by_supplier(request.user, problem))
    context = {"problem": problem, "rows": rows, "masked": any(row["masked"] for row in rows)}
    return render(request, "issues/fieldwork/impacts/suppliers.html", context)


@require_safe
@members_only
def totals(request):
    """What the problems that a person reads cost the field together."""
    person = request.user
    context = totals_context(person, totals_of(person), compared_overall(person))
    return render(request, "issues/fieldwork/impacts/totals.html", {**context, "ways": links_from_totals(person)})


def own_cpas(person, wanted: str) -> Organisation:
    """The CPAS for which a person declares: the one named, where it is theirs, else their first."""
    chosen = int(wanted) if wanted.isdecimal() and len(wanted) < 16 else None
    pk = standing_of(person).organisation_for(Ability.DECLARE_IMPACT, chosen)
    if pk is None:
        raise Http404
    return Organisation.objects.get(pk=pk)


def answer_clicked(answer: str) -> str:
    """The answer that the form shows first, where nothing is declared yet."""
    return answer if answer in Answer.values else Answer.AFFECTED


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def share(request, reference: str):
    """Take a problem from the own organisation to the common lane, once it is said who will read what."""
    problem = get_problem_or_404(request, reference)
    require(may_share_problem(request.user, problem))
    if request.method != "POST":
        return render(request, "issues/fieldwork/impacts/share.html", {"problem": problem, **describe_sharing(problem)})
    share_with_impact(by=request.user, problem=problem)
    messages.success(request, _("The problem now stands in the common lane: every bench reads it."))
    return redirect("issues:problem", reference)


def describe_sharing(problem: Problem) -> dict:
    """What goes to the committee with a problem of an own organisation, and what stays behind."""
    return {
        "files": problem.attachments.all(),
        "declared": problem.declarations.exists(),
        "staying": Post.objects.filter(strand__thread=problem.thread_id, withdrawn_at=None).count(),
    }
