"""The last step of every action on a question: its entry, and what awaits whom from now on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from committee.access.roles import Ability
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.seats.models import SEAT
from issues.deliberation.questions.models import Question, ReplyTerm, Suspension
from issues.deliberation.questions.policy import seats_asked

ANSWER = register_verb("duty.answer_question", _("Answer the question “%(question)s” within its term"))
JUDGE = register_verb("duty.judge_answer", _("Say whether the answer to “%(question)s” is enough"))
SETTLE = register_verb("duty.settle_suspension", _("Agree or not to suspend the term of “%(question)s”"))


def lock_question(question: Question) -> Question:
    """Return a question with its row locked until the transaction ends."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("space", "to_seat__organisation")
    return rows.get(pk=question.pk)


def last_term(question: Question) -> ReplyTerm:
    """The last term of a question, whose row is locked with the question's."""
    return ReplyTerm.objects.filter(question=question).latest("number")


def open_suspension(question: Question) -> Suspension | None:
    """The suspension that is proposed or runs, if there is one."""
    rows = Suspension.objects.filter(term__question=question, state__in=("proposed", "running"))
    return rows.select_related("term").first()


def save_question(question: Question, *fields: str) -> None:
    """Store what changed of a question."""
    question.save(update_fields=list(fields))


def record_question(what: str, by: Person, question: Question, organisation: int | None = None, **data: Any) -> Entry:
    """Record what happened to a question, for itself, what it is about and the seat asked, in its lane."""
    also = [one.about for one in (question.problem, question.solution) if one is not None]
    if question.to_seat_id:
        also.append((SEAT, str(question.to_seat_id)))
    facts: dict[str, Any] = {"about": question.about, "also": also, "space": question.space_id}
    return record(by=by, verb=what, **facts, organisation=organisation, question=question.titles, **data)


def owe_answer(question: Question, entry: Entry) -> None:
    """Let each seat asked owe the answer by the end of the term."""
    for seat in seats_asked(question):
        facts: dict[str, Any] = {"organisation": seat.organisation_id, "ability": "", "seat": seat.pk}
        owe_duty(**facts, code=ANSWER, about=question.about, entry=entry, due=question.due_on)


def owe_judgement(question: Question, entry: Entry) -> None:
    """Let the organisation that asked say whether the answer is enough."""
    facts: dict[str, Any] = {"organisation": question.asked_for_id, "ability": Ability.STEER_SOLUTION}
    owe_duty(**facts, code=JUDGE, about=question.about, entry=entry)


def owe_settlement(question: Question, entry: Entry, *, by_asked: bool) -> None:
    """Let the side that did not propose a suspension agree or decline."""
    seats = [(seat.organisation_id, seat.pk) for seat in seats_asked(question)] if by_asked else []
    for organisation, seat in seats:
        facts: dict[str, Any] = {"organisation": organisation, "ability": "", "seat": seat}
        owe_duty(**facts, code=SETTLE, about=question.about, entry=entry)
    if not by_asked:
        facts = {"organisation": question.asked_for_id, "ability": Ability.STEER_SOLUTION}
        owe_duty(**facts, code=SETTLE, about=question.about, entry=entry)


def settle_duties(question: Question, *codes: str) -> None:
    """Let nobody owe some things about a question any longer."""
    for code in codes:
        discharge_duties(code=code, about=question.about)
