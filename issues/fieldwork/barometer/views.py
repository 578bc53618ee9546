"""The weekly pulse: its page, one answer, and what may be declared from it."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from issues.fieldwork.barometer.actions import answering as actions
from issues.fieldwork.barometer.actions.weekly_letters import resume_letters
from issues.fieldwork.barometer.forms import CountedForm, PulseForm
from issues.fieldwork.barometer.links import chosen_by
from issues.fieldwork.barometer.policy import answers_for, may_answer_pulse
from issues.fieldwork.barometer.presentation import pulse_context
from issues.fieldwork.barometer.weeks import asked_week, is_open
from issues.fieldwork.impacts.models import Declaration


@require_safe
@members_only
def pulse(request, week: date | None = None):
    """The problems that the reader's CPAS declared: still? how many? A link of the letter chooses, never answers."""
    week = week or asked_week()
    if not (answers_for(request.user) and is_open(week)):
        raise Http404
    token = request.GET.get("chosen", "")
    chosen = chosen_by(request.user.pk, week, token) if token else None
    if token and chosen is None:
        messages.warning(request, _("This link has expired, or was meant for somebody else. Nothing was changed."))
    return render_week(request, week, chosen=chosen)


def render_week(request, week: date, *, chosen=None, form=None, pk: int = 0):
    """Render a week's page, with what was not understood said above it, and in its row the answer that came back."""
    page = request.GET.get("page", "")
    context = pulse_context(request.user, week, int(page) if page.isdecimal() and len(page) < 6 else 0, chosen)
    for row in context["rows"]:
        row["returned"] = form if row["pk"] == pk else None
    return render(
        request,
        "issues/fieldwork/barometer/pulse.html",
        {**context, "form": form},
        status=422 if form else 200,
    )


def get_declaration_or_404(request, week: date, pk: int) -> Declaration:
    """A declaration of the reader's CPAS that may be answered in a week; 404 for a stranger's."""
    mine = Declaration.objects.visible_to(request.user).filter(organisation__in=answers_for(request.user))
    declaration = get_object_or_404(mine.select_related("problem", "organisation"), pk=pk)
    require(may_answer_pulse(request.user, declaration, week))
    return declaration


@require_POST
@members_only
def answer(request, week: date, pk: int):
    """Say whether a problem was still met in a week, and in how many cases."""
    declaration = get_declaration_or_404(request, week, pk)
    form = PulseForm(request.POST, back=reverse("issues:pulse_week", args=[week]))
    facts = {"by": request.user, "declaration": declaration, "week": week}
    if not run_action(form, lambda: actions.answer_pulse(**facts, **form.cleaned_data)):
        return render_week(request, week, form=form, pk=pk)
    messages.success(request, _("Your answer on %(reference)s is kept.") % {"reference": declaration.problem.reference})
    return redirect_to_week(week, pk)


@require_POST
@members_only
def declare(request, week: date, pk: int):
    """Declare what the weeks come to, or that it is over."""
    declaration = get_declaration_or_404(request, week, pk)
    form = CountedForm(request.POST)
    if not run_action(form, lambda: declare_chosen(request.user, declaration, week, form.cleaned_data["cases"])):
        return render_week(request, week, form=form)
    messages.success(request, _("Your declaration is kept."))
    return redirect_to_week(week, pk)


def declare_chosen(person, declaration: Declaration, week: date, cases: int | None) -> None:
    """Declare what the weeks come to, or without a number that it is over."""
    if cases is None:
        actions.declare_over(by=person, declaration=declaration)
    else:
        actions.declare_by_weeks(by=person, declaration=declaration, week=week, cases=cases)


@require_POST
@members_only
def letters(request):
    """Have the weekly letter sent again to who had stopped it."""
    resume_letters(by=request.user)
    messages.success(request, _("You get the weekly pulse by mail again."))
    return redirect("issues:pulse")


def redirect_to_week(week: date, pk: int):
    """Go to the question that was answered, from where the next one follows."""
    response = redirect("issues:pulse_week", week)
    response["Location"] += f"#q-{pk}"
    return response
