"""Answering a question, and saying whether the answer is enough."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.journal import clock
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.seats.actions import day_in_words
from issues.conversation.threads.markup import excerpt, render_markdown
from issues.deliberation.questions.actions.asking import begin_term
from issues.deliberation.questions.actions.recording import (
    ANSWER,
    JUDGE,
    SETTLE,
    last_term,
    lock_question,
    open_suspension,
    owe_answer,
    owe_judgement,
    record_question,
    save_question,
    settle_duties,
)
from issues.deliberation.questions.models import Question, ReplyTerm
from issues.deliberation.questions.policy import may_answer_question, may_judge_answer, speaker_for
from issues.deliberation.questions.states import State, Suspended, Verdict
from issues.deliberation.questions.terms import due_after_suspension

ANSWERED = register_verb("question.answered", _("answered “%(question)s”: “%(excerpt)s”"), _("Question answered"))
ANSWERED_FOR = register_verb(
    "question.answered_for",
    _("answered “%(question)s” instead of %(instead_of)s, who is away: “%(excerpt)s”"),
    _("Question answered"),
)
ACCEPTED = register_verb("question.accepted", _("accepted the answer to “%(question)s”"), _("Answer accepted"))
INSUFFICIENT = register_verb(
    "question.insufficient",
    _("found the answer to “%(question)s” insufficient: “%(reason)s”. A new term runs until %(due)s"),
    _("Answer insufficient"),
)


@transaction.atomic
def answer_question(*, by: Person, question: Question, text: str, language: str) -> ReplyTerm:
    """Answer in the name of the seat that one speaks for, in time or late; the same words twice are one answer.

    Raises PermissionDenied, PersonalDataFound, Refused where another answered meanwhile.
    """
    question = lock_question(question)
    term = last_term(question)
    if question.state == State.ANSWERED and term.replied_by_id == by.pk and term.reply == text:
        return term
    speaker = speaker_for(by, question)
    if question.state == State.ANSWERED and speaker:
        raise Refused(_("Somebody of your side answered meanwhile: read that answer first."))
    require(may_answer_question(by, question))
    if not text.strip():
        raise Refused(_("An answer needs words."), field="text")
    assert speaker is not None  # noqa: S101 - who may answer speaks for a seat
    end_suspension(question)
    term.refresh_from_db()
    term.reply, term.html, term.language = text, render_markdown(text), language
    term.replied_by, term.replied_for, term.replied_at = by, speaker.seat, clock.now()
    term.replied_instead_of = speaker.instead_of
    term.save()
    question.state = State.ANSWERED
    save_question(question, "state")
    settle_duties(question, ANSWER, SETTLE)
    instead = {"instead_of": speaker.instead_of.functions} if speaker.instead_of else {}
    what, said = ANSWERED_FOR if instead else ANSWERED, excerpt(text, 120)
    owe_judgement(question, record_question(what, by, question, speaker.seat.organisation_id, excerpt=said, **instead))
    return term


def end_suspension(question: Question) -> date | None:
    """End the suspension that is proposed or runs; one that ran moved the end of the term. Returns that end."""
    suspension = open_suspension(question)
    if suspension is None:
        return None
    today, term = clock.today(), suspension.term
    suspension.resumed_on = today
    if suspension.state == Suspended.RUNNING and suspension.began_on:
        term.due_on = question.due_on = due_after_suspension(term.began_on, term.due_on, suspension.began_on, today)
        term.save(update_fields=["due_on"])
        save_question(question, "due_on")
    suspension.state = Suspended.ENDED
    suspension.save(update_fields=["state", "resumed_on"])
    return term.due_on


@transaction.atomic
def accept_answer(*, by: Person, question: Question) -> Question:
    """Say that the answer is enough: the question is over; twice is once. Raises PermissionDenied."""
    question = lock_question(question)
    if question.state == State.ACCEPTED and last_term(question).judged_by_id == by.pk:
        return question
    require(may_judge_answer(by, question))
    judge_term(by, question, Verdict.ACCEPTED, "")
    question.state = State.ACCEPTED
    save_question(question, "state")
    settle_duties(question, JUDGE)
    record_question(ACCEPTED, by, question, question.asked_for_id)
    return question


@transaction.atomic
def return_answer(*, by: Person, question: Question, reason: str) -> Question:
    """Say that the answer is insufficient, and why: a new term of as many days begins.

    Raises PermissionDenied, PersonalDataFound, Refused without a reason.
    """
    question = lock_question(question)
    require(may_judge_answer(by, question))
    if not reason.strip():
        raise Refused(_("Say what is missing: those asked will read it."), field="reason")
    judge_term(by, question, Verdict.INSUFFICIENT, reason)
    question.state, question.due_on = State.INSUFFICIENT, begin_term(question).due_on
    save_question(question, "state", "due_on")
    settle_duties(question, JUDGE)
    words = {"reason": excerpt(reason, 200), "due": day_in_words(question.due_on)}
    owe_answer(question, record_question(INSUFFICIENT, by, question, question.asked_for_id, **words))
    return question


def judge_term(by: Person, question: Question, verdict: Verdict, reason: str) -> None:
    """Keep what was said of the last answer."""
    term = last_term(question)
    term.verdict, term.verdict_reason = verdict, reason
    term.judged_by, term.judged_at = by, clock.now()
    term.save(update_fields=["verdict", "verdict_reason", "judged_by", "judged_at"])
