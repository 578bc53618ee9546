"""Filing a problem with its first declaration, and declaring on a problem that stands."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import insist, members_only
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from issues.attachments.actions import attach_files
from issues.impacts.actions import declare_impact, file_with_impact
from issues.impacts.forms import DeclarationForm, FilingForm
from issues.impacts.models import Answer, Declaration
from issues.impacts.policy import may_declare_impact
from issues.problems.policy import lanes_for_problem, may_file_problem
from issues.problems.views import found


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def file_problem(request):
    """File a problem: three questions, the rest folded."""
    insist(may_file_problem(request.user))
    spaces = lanes_for_problem(request.user)
    form = FilingForm(spaces, request.POST or None, request.FILES or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        problem = filed(request.user, form)
        messages.success(request, _("Filed as %(reference)s.") % {"reference": problem.reference})
        return redirect("issues:problem", problem.reference)
    context = {"form": form, "open": form.is_bound and bool(set(form.errors) - set(FilingForm.FIRST))}
    return render(request, "issues/impacts/file.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def filed(person, form: FilingForm):
    """Carry out a clean filing form."""
    space = Space.objects.get(pk=form.spaces[Lane(form.cleaned_data["lane"])].pk)
    problem = file_with_impact(by=person, space=space, impact=form.impact(), **form.facts())
    if form.cleaned_data["files"] and not problem.attachments.exists():
        organisation = problem.organisation_id
        files = attach_files(by=person, space=space, organisation_id=organisation, files=form.cleaned_data["files"])
        problem.attachments.add(*files)
    return problem


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def declare(request, reference: str):
    """“We have this too”: declare for one's CPAS, or revise what was declared."""
    problem = found(request, reference)
    insist(may_declare_impact(request.user, problem))
    organisation = own_cpas(request.user, request.GET.get("organisation", ""))
    before = Declaration.objects.filter(problem=problem, organisation=organisation).first()
    form = DeclarationForm(request.POST or None, initial=starting_values(before, request.GET.get("answer", "")))
    if request.method == "POST" and form.is_valid():
        declare_impact(by=request.user, problem=problem, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("Your declaration is kept."))
        return redirect("issues:problem", reference)
    context = {"problem": problem, "form": form, "organisation": organisation, "before": before}
    return render(request, "issues/impacts/declare.html", context, status=422 if form.is_bound else 200)


def own_cpas(person, wanted: str) -> Organisation:
    """The CPAS for which a person declares: the one named, where it is theirs, else their first."""
    chosen = int(wanted) if wanted.isdecimal() and len(wanted) < 16 else None
    pk = standing_of(person).organisation_for(Ability.DECLARE_IMPACT, chosen)
    if pk is None:
        raise Http404
    return Organisation.objects.get(pk=pk)


def starting_values(before: Declaration | None, answer: str) -> dict:
    """What the form shows first: the declaration that stands, or the answer that was clicked.

    One number of minutes that stood for the whole range is shown once, so that it can be revised alone.
    """
    if before:
        values = {name: getattr(before, name) for name in DeclarationForm.base_fields}
        narrow = before.minutes_low == before.minutes_likely == before.minutes_high
        return values | (dict.fromkeys(("minutes_low", "minutes_high")) if narrow else {})
    return {"answer": answer if answer in Answer.values else Answer.AFFECTED}
