"""Filing a problem with its first declaration."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import insist, members_only
from issues.attachments.actions import attach_files
from issues.filing.forms import FilingForm
from issues.impacts.actions import file_with_impact
from issues.problems.policy import lanes_for_problem, may_file_problem


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
    return render(request, "issues/filing/file.html", context, status=422 if form.is_bound else 200)


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
