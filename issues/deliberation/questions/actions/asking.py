"""Asking, withdrawing and translating a question between benches."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.verbs import bilingual, register_verb
from committee.people.models import Person
from committee.seats.models import Bench, Seat
from issues.conversation.threads.actions.posts import follow_thread, open_thread
from issues.conversation.threads.markup import render_markdown
from issues.deliberation.questions.actions.recording import (
    ANSWER,
    SETTLE,
    lock_question,
    owe_answer,
    record_question,
    save_question,
    settle_duties,
)
from issues.deliberation.questions.models import Question, ReplyTerm, Suspension
from issues.deliberation.questions.policy import (
    asking_bench,
    may_ask_question,
    may_translate_question,
    may_withdraw_question,
    reads_lane,
)
from issues.deliberation.questions.states import OPEN_SUSPENSIONS, State, Suspended
from issues.deliberation.questions.terms import LONGEST, SHORTEST, due_date
from issues.problems.records.models import Problem
from issues.problems.records.translations import translated_facts
from issues.resolution.solutions.models import Solution

ASKED = register_verb("question.asked", _("asked %(asked)s: “%(question)s”"), _("Question asked"))
WITHDRAWN = register_verb("question.withdrawn", _("withdrew the question “%(question)s”"), _("Question taken back"))
TRANSLATED = register_verb("question.translated", _("translated the title of “%(question)s”"), _("Title translated"))


@transaction.atomic
def ask_question(
    *,
    by: Person,
    space: Space,
    to: Bench | Seat,
    title: str,
    text: str,
    language: str,
    days: int,
    about: Problem | Solution | None = None,
    submission: str = "",
    title_other: str = "",
) -> Question:
    """Ask a bench or a seat, once for one `submission`; it owes an answer within so many working days after today.

    Raises PermissionDenied, PersonalDataFound; Refused for a side that does not read the lane, one's own side, a term
    that is too short or too long, and something of another lane.
    """
    require(may_ask_question(by, space.pk))
    known = Question.objects.filter(submission=submission, asked_by=by).first() if submission else None
    if known:
        return known
    require_askable(by, space, to, days, about)
    facts = translated_facts({"title": title, "title_other": title_other, "language": language, "text": text})
    organisation = standing_of(by).organisation_for(Ability.STEER_SOLUTION)
    question = Question.objects.create(
        **facts,
        **asked_side(to),
        space=space,
        thread=open_thread(),
        submission=submission or str(uuid.uuid4()),
        html=render_markdown(text),
        problem=about if isinstance(about, Problem) else None,
        solution=about if isinstance(about, Solution) else None,
        from_bench=cast(Bench, asking_bench(by)),
        asked_for_id=cast(int, organisation),
        asked_by=by,
        asked_at=clock.now(),
        days=days,
        due_on=due_date(clock.today(), days),
    )
    begin_term(question)
    follow_thread(by=by, thread=question.thread)
    owe_answer(question, record_question(ASKED, by, question, organisation, asked=names_of(to)))
    return question


def require_askable(by: Person, space: Space, to: Bench | Seat, days: int, about: Problem | Solution | None) -> None:
    """Raise Refused for what cannot be asked so."""
    bench = Bench(to.bench if isinstance(to, Seat) else to)
    if bench == Bench.OBSERVERS or not reads_lane(bench, space.lane):
        raise Refused(_("Whom you ask does not read this lane."), field="space")
    own = to.organisation_id in standing_of(by).organisation_ids if isinstance(to, Seat) else bench == asking_bench(by)
    if own:
        raise Refused(_("A question is put to another side than one’s own."), field="to")
    if not SHORTEST <= days <= LONGEST:
        raise Refused(_("A term has one working day at least, and sixty at most."), field="days")
    if about is not None and not may_be_about(by, space, about):
        raise Refused(_("This stands in another lane: ask about it there."), field="about")


def may_be_about(by: Person, space: Space, about: Problem | Solution) -> bool:
    """Whether a thing may be named in a lane: one that the person reads, of that lane or common."""
    where = about.space
    return where.pk in standing_of(by).readable_ids and (where.pk == space.pk or where.lane == Lane.COMMON)


def asked_side(to: Bench | Seat) -> dict[str, Any]:
    """Whom a question is put to, as its columns hold it."""
    return {"to_seat": to} if isinstance(to, Seat) else {"to_bench": Bench(to).value}


def names_of(to: Bench | Seat) -> dict[str, str]:
    """Whom a question is put to, by language."""
    return to.organisation.names if isinstance(to, Seat) else bilingual(Bench(to).label)


def begin_term(question: Question, days: int | None = None) -> ReplyTerm:
    """Begin the next term of a question today."""
    today, number = clock.today(), ReplyTerm.objects.filter(question=question).count() + 1
    return ReplyTerm.objects.create(
        question=question, number=number, began_on=today, due_on=due_date(today, days or question.days)
    )


@transaction.atomic
def withdraw_question(*, by: Person, question: Question, reason: str) -> Question:
    """Take a question back that is not answered; twice is once. Raises PermissionDenied, PersonalDataFound, Refused."""
    question = lock_question(question)
    if question.state == State.WITHDRAWN:
        return question
    require(may_withdraw_question(by, question))
    if not reason.strip():
        raise Refused(_("Say why: those asked will read it."), field="reason")
    open_ones = Suspension.objects.filter(term__question=question, state__in=OPEN_SUSPENSIONS)
    open_ones.update(state=Suspended.ENDED, resumed_on=clock.today())
    question.state, question.state_reason = State.WITHDRAWN, reason
    save_question(question, "state", "state_reason")
    settle_duties(question, ANSWER, SETTLE)
    record_question(WITHDRAWN, by, question, question.asked_for_id, reason=reason)
    return question


@transaction.atomic
def translate_question(
    *, by: Person, question: Question, title: str, summary: str, checked: bool = False, version: str | None = None
) -> Question:
    """Give title and summary in the other language, as a draft or checked.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    question = lock_question(question)
    require(may_translate_question(by, question))
    require_unchanged(version, question.translated, {"title": title, "summary": summary, "checked": checked})
    question.save(update_fields=question.take_translation(title=title, summary=summary, checked=checked))
    organisation = min(standing_of(by).organisation_ids, default=None)
    record_question(TRANSLATED, by, question, organisation)
    return question
