"""The desk where evidence is gathered, answers are recorded, and opinions are published, corrected and withdrawn."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.access.forms import run_action
from committee.access.policy import members_only
from publications.opinions.actions.publishing import (
    cite_problem,
    publish_opinion,
    record_answer,
    submit_opinion,
    withdraw_evidence,
)
from publications.opinions.actions.standing import change_standing
from publications.opinions.forms import AnswerForm, CiteForm, StandingForm, WithdrawForm
from publications.opinions.models import Evidence
from publications.opinions.policy import may_cite_evidence
from publications.opinions.queries import citable_problems
from publications.opinions.views.workbench import Desk, open_desk


def desk_view(view):
    """Open the desk of an opinion to those who cite evidence; 404 to everybody else. What is not a POST leads there."""

    @members_only
    @wraps(view)
    def seated(request, key, **kwargs):
        here = open_desk(request.user, key) if may_cite_evidence(request.user) else None
        if here is None:
            raise Http404
        if request.method != "POST" and view.__name__ != "desk":
            return redirect("opinions:desk", key)
        return view(request, here, **kwargs)

    return seated


@desk_view
def desk(request, here: Desk):
    """Every observation of an opinion with its evidence and its answer, and what can be done about them."""
    return render_desk(request, here)


@desk_view
def cite(request, here: Desk, observation):
    """Add a problem to the evidence for an observation."""
    one = here.observation(observation)
    form = CiteForm(request.POST, problems=citable_problems(request.user), prefix=here.prefix("cite", observation))
    if not form.is_valid():
        return render_desk(request, here, form)
    evidence = cite_problem(by=request.user, page=here.page, observation=one, problem=form.cleaned_data["problem"])
    facts = {"reference": evidence.problem.reference, "number": one.number}
    messages.success(request, _("%(reference)s is evidence for observation %(number)s.") % facts)
    return redirect_to_observation(here, one)


@desk_view
def withdraw(request, here: Desk, evidence: int):
    """Take a problem back from the evidence; one already taken back is no error."""
    row = Evidence.objects.visible_to(request.user).filter(opinion_key=here.key, pk=evidence).first()
    if row is None:
        return redirect("opinions:desk", here.key)
    form = WithdrawForm(request.POST, prefix=here.prefix("withdraw", row.pk))
    if not run_action(form, lambda: withdraw_evidence(by=request.user, evidence=row, **form.cleaned_data)):
        return render_desk(request, here, form)
    messages.success(request, _("%(reference)s is no longer evidence here.") % {"reference": row.problem.reference})
    return redirect("opinions:desk", here.key)


@desk_view
def answer(request, here: Desk, observation, addressee):
    """Record what an addressee answered to an observation."""
    one, who = here.observation(observation), here.addressee(addressee)
    back = reverse("opinions:desk", args=[here.key])
    form = AnswerForm(request.POST, prefix=here.prefix("answer", observation, addressee), back=back)
    facts = {"by": request.user, "page": here.page, "observation": one, "addressee": who}
    if not run_action(form, lambda: record_answer(**facts, **form.cleaned_data)):
        return render_desk(request, here, form)
    messages.success(request, _("The answer to observation %(number)s is recorded.") % {"number": one.number})
    return redirect_to_observation(here, one)


@desk_view
def standing(request, here: Desk):
    """Say that an opinion is corrected, replaced or withdrawn."""
    back = reverse("opinions:desk", args=[here.key])
    form = StandingForm(request.POST, prefix="standing", back=back, opinions=here.replacements())
    if not run_action(form, lambda: change_standing(by=request.user, page=here.page, **form.cleaned_data)):
        return render_desk(request, here, form)
    messages.success(request, _("Readers of the opinion are told."))
    return redirect("opinions:desk", here.key)


@desk_view
def submit(request, here: Desk):
    """Let an approver read what waits."""
    if submit_opinion(by=request.user, page=here.page):
        messages.success(request, _("The texts are submitted: the secretariat hears of it."))
    else:
        messages.info(request, _("No text waits to be submitted."))
    return redirect("opinions:desk", here.key)


@desk_view
def publish(request, here: Desk):
    """Publish the opinion with the evidence that waits."""
    changed = publish_opinion(by=request.user, page=here.page)
    if changed and not any(text.live for text in changed):
        messages.success(request, _("The opinion is scheduled: it becomes public on its day, with its evidence."))
    else:
        messages.success(request, _("The opinion is public with its evidence."))
    return redirect("opinions:desk", here.key)


def redirect_to_observation(here: Desk, one):
    """Return to the observation that was worked on."""
    response = redirect("opinions:desk", here.key)
    response["Location"] += f"#observation-{one.number}"
    return response


def render_desk(request, here: Desk, bound=None):
    """Show the desk; a form that could not be used comes back filled in, with what to mend."""
    facts = here.reading(request.user, bound)
    return render(request, "publications/opinions/desk.html", facts, status=422 if bound else 200)
