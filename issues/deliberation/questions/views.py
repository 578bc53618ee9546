"""The register of questions between benches, asking one, its page, and what its two sides do there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.absences.speaking import seats_spoken_for
from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.inbox.actions.notices import read_notices_about
from committee.privacy.views import guarded_question
from issues.conversation.discussions.fragments.discussion import discussion_context, record_visit
from issues.conversation.discussions.queries import Place, reading_of
from issues.deliberation.questions import policy, presentation, queries
from issues.deliberation.questions.actions import asking, replying, suspending
from issues.deliberation.questions.forms import AnswerForm, QuestionForm, ReasonForm
from issues.deliberation.questions.models import KIND, Question
from issues.deliberation.questions.terms import USUAL
from issues.problems.records.forms import TranslationForm
from issues.problems.records.queries import last_translation

FOLDER = "issues/deliberation/questions/"
FORM = require_http_methods(["GET", "HEAD", "POST"])
FORMS: dict[str, Callable[..., Any]] = {
    "answer": partial(AnswerForm, auto_id="answer-%s"),
    "insufficient": partial(ReasonForm, label=gettext_lazy("What is missing"), auto_id="insufficient-%s"),
    "suspend": partial(ReasonForm, auto_id="suspend-%s"),
    "withdraw": partial(ReasonForm, auto_id="withdraw-%s"),
}
"""The forms of a question's page by name: each with names of its own for its fields, since a page may show several."""


@require_safe
@members_only
@guarded_question
def question_list(request: Any) -> HttpResponse:
    """The questions that the reader may read, what is overdue first, as the address asks for them."""
    asked, word, spoken = queries.asked_in(request.GET), request.GET.get("from", ""), seats_spoken_for(request.user)
    begin = int(word) if word.isascii() and word.isdecimal() and len(word) < 7 else 0
    found = list(queries.questions_asked(request.user, asked, spoken)[begin : begin + queries.PAGE + 1])
    address = request.GET.copy()
    address["from"] = str(begin + queries.PAGE)
    may_ask = policy.may_ask_question(request.user)
    context = {
        "rows": [presentation.question_row(one) for one in found[: queries.PAGE]],
        "asked": asked,
        "bar": presentation.filters_of(asked),
        "views": presentation.view_tabs(asked, spoken, may_ask),
        "older": f"?{address.urlencode()}" if found[queries.PAGE :] else "",
        "may_ask": may_ask,
        "query": request.GET.urlencode(),
    }
    return render(request, f"{FOLDER}list.html", context)


@FORM
@members_only
def ask(request: Any) -> HttpResponse:
    """Ask a bench or a seat; the address may name what it is about."""
    require(policy.may_ask_question(request.user))
    about = request.GET.get("about", "")[:40]
    initial = {"language": (get_language() or "fr")[:2], "about": about, "days": USUAL}
    form = QuestionForm(request.user, queries.seats_to_ask(), request.POST or None, initial=initial)
    made: list[Question] = []
    if run_action(form, lambda: made.append(asking.ask_question(by=request.user, **form.cleaned_data))):
        messages.success(request, _("The question is asked; those asked are told."))
        return redirect("issues:question", made[0].pk)
    return render(request, f"{FOLDER}ask.html", {"form": form}, status=422 if form.is_bound else 200)


def get_question_or_404(request: Any, pk: int) -> Question:
    """The question for its reader; 404 for a stranger."""
    found = queries.get_visible_question(request.user, pk)
    if found is None:
        raise Http404
    return found


@require_safe
@members_only
def question(request: Any, pk: int) -> HttpResponse:
    """One question: what was asked, each term with its answer, what the reader may do, and the conversation."""
    found = get_question_or_404(request, pk)
    read_notices_about(by=request.user, kind=KIND, key=str(pk))
    return render_question(request, found)


def render_question(request: Any, question: Question, **forms: Any) -> HttpResponse:
    """Render a question's page, with the form that failed filled in as it was."""
    person, spoken = request.user, seats_spoken_for(request.user)
    about = queries.readable_about(person, question)
    context = {
        "question": question,
        "state": presentation.state_of(question),
        "asked": presentation.asked_in_words(question),
        "left": presentation.term_in_words(question),
        "about": presentation.about_line(about),
        "terms": presentation.term_rows(question),
        "proposal": presentation.open_proposal(question),
        "may": presentation.may_of(person, question, spoken),
        "speaking": presentation.speaking_as(policy.speaker_for(person, question, spoken)),
        "forms": {name: make() for name, make in FORMS.items()} | forms,
        "talk": discussion_on(request, question),
    }
    return render(request, f"{FOLDER}question.html", context, status=422 if forms else 200)


def discussion_on(request: Any, question: Question) -> dict[str, Any]:
    """The conversation about a question, as the reader finds it; its end has then been read."""
    owner, reading = question.owner_of_thread, reading_of(request.user, question.thread_id)
    record_visit(request.user, owner.thread_id, reading, Place())
    return discussion_context(request, owner, reading, place=Place())


def carry_out(request: Any, pk: int, name: str, deed: Callable[..., object], words: str) -> HttpResponse:
    """Do something with a question and come back to it; with the form as it was where something stands against it."""
    found, form = get_question_or_404(request, pk), FORMS[name](request.POST)
    if not run_action(form, lambda: deed(by=request.user, question=found, **form.cleaned_data)):
        return render_question(request, get_question_or_404(request, pk), **{name: form})
    messages.success(request, words)
    return redirect("issues:question", pk)


@require_POST
@members_only
def answer(request: Any, pk: int) -> HttpResponse:
    """Answer for one's seat."""
    words = _("The answer is given; whoever asked is told.")
    return carry_out(request, pk, "answer", replying.answer_question, words)


@require_POST
@members_only
def accept(request: Any, pk: int) -> HttpResponse:
    """Say that an answer is enough."""
    found = get_question_or_404(request, pk)
    replying.accept_answer(by=request.user, question=found)
    messages.success(request, _("The answer is accepted."))
    return redirect("issues:question", pk)


@require_POST
@members_only
def insufficient(request: Any, pk: int) -> HttpResponse:
    """Say that an answer is insufficient."""
    words = _("The answer is returned; a new term begins.")
    return carry_out(request, pk, "insufficient", replying.return_answer, words)


@require_POST
@members_only
def suspend(request: Any, pk: int) -> HttpResponse:
    """Propose to suspend the term."""
    words = _("The suspension is proposed; the term runs until the other side agrees.")
    return carry_out(request, pk, "suspend", suspending.propose_suspension, words)


@require_POST
@members_only
def settle(request: Any, pk: int) -> HttpResponse:
    """Agree to a suspension, or decline it."""
    found, agreed = get_question_or_404(request, pk), request.POST.get("agreed") == "yes"
    suspending.settle_suspension(by=request.user, question=found, agreed=agreed)
    messages.success(request, _("The term is suspended.") if agreed else _("The term runs on."))
    return redirect("issues:question", pk)


@require_POST
@members_only
def resume(request: Any, pk: int) -> HttpResponse:
    """Let a suspended term run on."""
    suspending.resume_term(by=request.user, question=get_question_or_404(request, pk))
    messages.success(request, _("The term runs on."))
    return redirect("issues:question", pk)


@require_POST
@members_only
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take a question back."""
    words = _("The question is withdrawn.")
    return carry_out(request, pk, "withdraw", asking.withdraw_question, words)


@FORM
@members_only
def translate(request: Any, pk: int) -> HttpResponse:
    """Give a question's title and a summary in the other language."""
    found = get_question_or_404(request, pk)
    require(policy.may_translate_question(request.user, found))
    form = TranslationForm.of(found, request.POST or None)
    if run_action(form, lambda: asking.translate_question(by=request.user, question=found, **form.cleaned_data)):
        messages.success(request, _("The translation is kept."))
        return redirect("issues:question", pk)
    context = {"question": found, "form": form, "last": last_translation(request.user, found.about)}
    return render(request, f"{FOLDER}translate.html", context, status=422 if form.is_bound else 200)
