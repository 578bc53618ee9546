"""The queue, and what is done with one problem of it."""

from typing import cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.people.models import Person
from issues.intake.filing.extension_points import similar_references
from issues.intake.triage import forms, policy, queries
from issues.intake.triage.actions import merging, questions
from issues.intake.triage.actions import sorting as actions
from issues.intake.triage.actions.merge_transfer import carriers
from issues.intake.triage.models import Merge, Relation
from issues.intake.triage.presentation import queue_row
from issues.problems.records.actions.lifecycle import move_problem
from issues.problems.records.models import Problem
from issues.problems.records.queries import matching_title
from issues.problems.records.states import State
from issues.problems.records.views import get_problem_or_404
from issues.problems.taxonomies.policy import may_edit_taxonomies

MOST_OFFERED = 8
FORM = require_http_methods(["GET", "HEAD", "POST"])


def redirect_to_case(request, problem: Problem, words: str):
    """Go back to the problem, and say what was done."""
    messages.success(request, words)
    return redirect("issues:problem", problem.reference)


def form_page(request, problem: Problem, form: Form, **words):
    """One form about a problem, with its heading, its explanation and its button."""
    context = {"problem": problem, "form": form, **words}
    return render(request, "issues/intake/triage/form.html", context, status=422 if form.is_bound else 200)


@require_safe
@members_only
def queue(request):
    """What awaits triage: rights at risk first, then the oldest."""
    require(policy.may_read_queue(request.user))
    problems, more = queries.queue(request.user, after=request.GET.get("after", ""))
    context = {
        "rows": [queue_row(request.user, problem) for problem in problems],
        "older": f"?after={more}" if more else "",
        "count": queries.awaiting_triage(request.user),
        "secretariat": queries.secretariat(),
        "may_edit_taxonomies": may_edit_taxonomies(request.user),
    }
    return render(request, "issues/intake/triage/queue.html", context)


@require_POST
@members_only
def qualify(request, reference: str):
    """Qualify a problem from the queue; one that has moved on meanwhile stays where it is."""
    problem = get_problem_or_404(request, reference)
    if problem.state == State.FILED:
        move_problem(by=request.user, problem=problem, target=State.QUALIFIED)
    messages.success(request, _("%(reference)s is qualified.") % {"reference": reference})
    return redirect("issues:queue")


@require_POST
@members_only
def owner(request, reference: str):
    """Take a problem in hand, give it to a colleague of the secretariat, or release it."""
    problem = get_problem_or_404(request, reference)
    chosen = request.POST.get("owner", "")
    people = {str(person.pk): person for person in queries.secretariat()}
    if chosen and chosen not in people:
        raise Http404
    person: Person | None = people.get(chosen)
    actions.own_problem(by=request.user, problem=problem, owner=person, version=request.POST.get("version", ""))
    words = _("%(reference)s is in the hands of: %(owner)s.") if person else _("%(reference)s is back in the queue.")
    messages.success(request, words % {"reference": reference, "owner": person.function if person else ""})
    return redirect("issues:queue")


@FORM
@members_only
def classify(request, reference: str):
    """Sort a problem anew."""
    problem = get_problem_or_404(request, reference)
    require(policy.may_classify_problem(request.user, problem))
    form = forms.ClassificationForm(problem, request.POST or None)
    if run_action(form, lambda: actions.classify_problem(by=request.user, problem=problem, **form.facts())):
        return redirect_to_case(request, problem, _("The problem is sorted; where it stood before is kept."))
    words = {
        "heading": _("Sort the problem anew"),
        "lead": _("Lists, counts and totals follow at once. Where it stood before is kept."),
        "button": _("Keep this"),
    }
    return form_page(request, problem, form, **words)


@FORM
@members_only
def ask(request, reference: str):
    """Ask the organisation that filed a problem."""
    problem = get_problem_or_404(request, reference)
    require(policy.may_ask_reporter(request.user, problem))
    form = forms.QuestionForm(request.POST or None)
    if run_action(form, lambda: questions.ask_reporter(by=request.user, problem=problem, **form.cleaned_data)):
        return redirect_to_case(
            request, problem, _("The question is asked; its answer comes back to you and to the queue.")
        )
    lead = _("It reaches the inbox of who filed the problem, and awaits an answer of %(organisation)s.")
    words = {"heading": _("Ask the reporter"), "lead": lead % {"organisation": problem.organisation}}
    return form_page(request, problem, form, **words, button=_("Ask"))


@FORM
@members_only
def information(request, pk: int):
    """A question to the reporter, its answer, and the form to answer it."""
    asked = queries.get_request(request.user, pk)
    if asked is None:
        raise Http404
    may_answer = policy.may_answer_request(request.user, asked)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST":
        require(may_answer or asked.answered_by_id == request.user.pk)
        if run_action(form, lambda: questions.answer_request(by=request.user, request=asked, **form.cleaned_data)):
            return redirect_to_case(request, asked.problem, _("Thank you: the secretariat has your answer."))
    context = {
        "asked": asked,
        "problem": asked.problem,
        "form": form if may_answer else None,
        "may_withdraw": policy.may_withdraw_request(request.user, asked),
        "may_note": bool(asked.answer and not asked.noted_at) and policy.may_run_queue(request.user, asked.problem),
    }
    return render(request, "issues/intake/triage/request.html", context, status=422 if form.is_bound else 200)


@require_POST
@members_only
def withdraw(request, pk: int):
    """Take a question to the reporter back."""
    asked = queries.get_request(request.user, pk)
    if asked is None:
        raise Http404
    questions.withdraw_request(by=request.user, request=asked)
    return redirect_to_case(request, asked.problem, _("The question is withdrawn."))


@require_POST
@members_only
def noted(request, reference: str):
    """Take note of an answer: the problem leaves the queue."""
    questions.note_answer(by=request.user, problem=get_problem_or_404(request, reference))
    messages.success(request, _("The answer is noted."))
    return redirect("issues:queue")


@FORM
@members_only
def merge(request, reference: str):
    """Choose what a problem is merged into, see what goes along, and merge with a reason."""
    problem = get_problem_or_404(request, reference)
    person = request.user
    if problem.merged_into_id is None:
        require(policy.may_merge_problem(person, problem))
    asked = request.POST if request.method == "POST" else request.GET
    target = forms.TargetForm(person, problem, {"reference": asked["target"]} if asked.get("target") else None)
    if request.method == "POST" and again(problem, asked.get("target", "")):
        return redirect("issues:problem", reference)
    form = forms.ReasonForm(request.POST or None)
    if not target.is_valid():
        context = {"problem": problem, "form": target, "similar": similar(person, problem, target.words)}
        return render(request, "issues/intake/triage/target.html", context, status=422 if target.is_bound else 200)
    into = cast(Problem, target.other)
    if run_action(form, lambda: merging.merge_problem(by=person, source=problem, target=into, **form.cleaned_data)):
        return redirect_to_case(request, problem, _("Merged into %(reference)s.") % {"reference": into.reference})
    rows = [(one.label, one.count(problem)) for one in carriers()]
    context = {"problem": problem, "target": into, "form": form, "carried": [row for row in rows if row[1]]}
    context["preview"] = queries.preview_of(problem, into)
    return render(request, "issues/intake/triage/merge.html", context, status=422 if form.is_bound else 200)


def again(problem: Problem, target: str) -> bool:
    """Whether a merge is sent a second time."""
    return problem.merged_into is not None and problem.merged_into.reference == target


def similar(person, problem: Problem, words: str = "") -> list[Problem]:
    """Problems of the same lane that hold some words, or resemble one, best first, into which it could be merged."""
    rows = Problem.objects.visible_to(person).filter(space=problem.space_id)
    rows = rows.exclude(pk=problem.pk).exclude(state__in=policy.OVER).select_related("tally")
    held = list(rows.filter(matching_title(words)).order_by("-last_at")[:MOST_OFFERED]) if words else []
    references = similar_references(person, words or f"{problem.title} {problem.title_other}", MOST_OFFERED)
    alike = sorted(rows.filter(reference__in=references), key=lambda one: references.index(one.reference))
    return list(dict.fromkeys([*held, *alike]))[:MOST_OFFERED]


def standing(request, reference: str) -> Merge:
    """The merge that took a problem away, for its reader; 404 where there is none."""
    merge = queries.standing_merge(get_problem_or_404(request, reference))
    if merge is None:
        raise Http404
    return merge


@FORM
@members_only
def undo(request, reference: str):
    """Take a problem out of another again."""
    merge = standing(request, reference)
    require(policy.may_merge_problem(request.user, merge.source))
    form = forms.ReasonForm(request.POST or None)
    if run_action(form, lambda: merging.undo_merge(by=request.user, merge=merge, **form.cleaned_data)):
        return redirect_to_case(request, merge.source, _("The merge is undone; what it carried came back."))
    words = {
        "heading": _("Undo the merge"),
        "lead": _("Everything that went along comes back, but for what a CPAS has revised since."),
        "button": _("Undo the merge"),
    }
    return form_page(request, merge.source, form, **words, merge=merge)


@FORM
@members_only
def contest(request, reference: str):
    """Contest a merge, for the organisation that filed the problem."""
    merge = standing(request, reference)
    require(policy.may_contest_merge(request.user, merge) or merge.contested_by_id == request.user.pk)
    form = forms.ReasonForm(request.POST or None)
    if run_action(form, lambda: merging.contest_merge(by=request.user, merge=merge, **form.cleaned_data)):
        return redirect_to_case(
            request, merge.source, _("The secretariat will decide: undo the merge, or uphold it and say why.")
        )
    words = {
        "heading": _("Contest the merge"),
        "lead": _("Say what sets your problem apart. The secretariat undoes the merge, or upholds it and says why."),
        "button": _("Contest the merge"),
    }
    return form_page(request, merge.source, form, **words, merge=merge)


@FORM
@members_only
def uphold(request, reference: str):
    """Let a contested merge stand, and say why."""
    merge = standing(request, reference)
    require(policy.may_merge_problem(request.user, merge.source) and merge.contested_at is not None)
    form = forms.ReasonForm(request.POST or None)
    if run_action(form, lambda: merging.uphold_merge(by=request.user, merge=merge, **form.cleaned_data)):
        return redirect_to_case(request, merge.source, _("The merge stands, and your reason with it."))
    words = {
        "heading": _("Uphold the merge"),
        "lead": _("Who filed the problem reads your reason on its page."),
        "button": _("Uphold the merge"),
    }
    return form_page(request, merge.source, form, **words, merge=merge)


@FORM
@members_only
def split(request, reference: str):
    """Make a second problem out of one."""
    problem = get_problem_or_404(request, reference)
    require(policy.may_split_problem(request.user, problem))
    form = forms.SplitForm(request.POST or None, initial={"title": problem.title, "description": problem.description})
    made: list[Problem] = []
    facts = {"by": request.user, "problem": problem}
    if run_action(form, lambda: made.append(actions.split_problem(**facts, **form.cleaned_data))):
        return redirect_to_case(request, made[0], _("Filed as %(reference)s.") % {"reference": made[0].reference})
    lead = _("The new problem keeps the terms and %(organisation)s as its reporter. Every CPAS that declared itself "
             "affected is asked whether the new one concerns it, too; declarations and posts stay here.")  # fmt: skip
    words = {"heading": _("Split it in two"), "lead": lead % {"organisation": problem.organisation}}
    return form_page(request, problem, form, **words, button=_("Make the second problem"))


@FORM
@members_only
def relations(request, reference: str):
    """How a problem stands to others; add one, take one away."""
    problem = get_problem_or_404(request, reference)
    person = request.user
    require(policy.may_relate_problem(person, problem))
    form = forms.RelationForm(person, problem, request.POST or None)
    facts = {"by": person, "source": problem}
    deed = lambda: actions.relate_problems(**facts, target=cast(Problem, form.other), kind=form.cleaned_data["kind"])  # noqa: E731
    if run_action(form, deed):
        return redirect_to_case(request, problem, _("The relation is kept."))
    rows = [row for row in queries.relations_on(person, problem) if policy.may_remove_relation(person, row)]
    context = {"problem": problem, "form": form, "relations": rows}
    context["offered"] = similar(person, problem, form.words) if form.words else []
    return render(request, "issues/intake/triage/relations.html", context, status=422 if form.is_bound else 200)


@require_POST
@members_only
def unrelate(request, reference: str, pk: int):
    """Take a relation away."""
    problem = get_problem_or_404(request, reference)
    known = {row.pk for row in queries.relations_on(request.user, problem)}
    relation = get_object_or_404(Relation.objects.select_related("source__space", "target__space"), pk=pk)
    if relation.pk not in known:
        raise Http404
    actions.unrelate_problems(by=request.user, relation=relation)
    return redirect_to_case(request, problem, _("The relation is taken away."))
