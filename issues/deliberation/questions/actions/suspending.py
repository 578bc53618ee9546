"""Suspending a term by agreement of both sides, and letting it run on."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.standing import standing_of
from committee.journal import clock
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.seats.actions import day_in_words
from issues.conversation.threads.markup import excerpt
from issues.deliberation.questions.actions.recording import (
    ANSWER,
    SETTLE,
    last_term,
    lock_question,
    open_suspension,
    owe_answer,
    owe_settlement,
    record_question,
    save_question,
    settle_duties,
)
from issues.deliberation.questions.actions.replying import end_suspension
from issues.deliberation.questions.models import Question, Suspension
from issues.deliberation.questions.policy import (
    may_propose_suspension,
    may_resume_term,
    may_settle_suspension,
    sides_of,
    speaker_for,
)
from issues.deliberation.questions.states import Side, State, Suspended

PROPOSED = register_verb(
    "question.suspension_proposed",
    _("proposed to suspend the term of “%(question)s”: “%(reason)s”"),
    _("Suspension proposed"),
)
SUSPENDED = register_verb(
    "question.suspended",
    _("agreed that the term of “%(question)s” is suspended: “%(reason)s”"),
    _("Term suspended"),
)
DECLINED = register_verb(
    "question.suspension_declined", _("declined to suspend the term of “%(question)s”"), _("Suspension declined")
)
RESUMED = register_verb(
    "question.resumed", _("let the term of “%(question)s” run on, until %(due)s"), _("Term runs again")
)


@transaction.atomic
def propose_suspension(*, by: Person, question: Question, reason: str) -> Suspension:
    """Propose to suspend the running term, which the other side must agree to; the same proposal twice is one.

    Raises PermissionDenied, PersonalDataFound; Refused without a reason, and where a proposal stands.
    """
    question = lock_question(question)
    require(may_propose_suspension(by, question))
    known = open_suspension(question)
    if known and known.proposed_by_id == by.pk and known.reason == reason:
        return known
    if known:
        raise Refused(_("A suspension is proposed already: agree to it, or decline it."))
    if not reason.strip():
        raise Refused(_("Say why: a term is suspended for a reason only."), field="reason")
    side = sides_of(by, question)[0]
    facts = {"reason": reason, "side": side, "proposed_by": by, "proposed_at": clock.now()}
    suspension = Suspension.objects.create(term=last_term(question), **facts)
    entry = record_question(PROPOSED, by, question, acting_for(by, question, side), reason=excerpt(reason, 200))
    owe_settlement(question, entry, by_asked=side == Side.ASKING)
    return suspension


@transaction.atomic
def settle_suspension(*, by: Person, question: Question, agreed: bool) -> Question:
    """Agree to the suspension that the other side proposed, from today on, or decline it; done once.

    Raises PermissionDenied, also where nothing is proposed any more.
    """
    question = lock_question(question)
    suspension = open_suspension(question)
    proposed = suspension is not None and suspension.state == Suspended.PROPOSED
    require(proposed and suspension is not None and may_settle_suspension(by, question, suspension.side))
    assert suspension is not None  # noqa: S101 - required above
    suspension.state = Suspended.RUNNING if agreed else Suspended.DECLINED
    suspension.settled_by, suspension.began_on = by, clock.today() if agreed else None
    suspension.save(update_fields=["state", "settled_by", "began_on"])
    settle_duties(question, SETTLE, *((ANSWER,) if agreed else ()))
    if agreed:
        question.state = State.SUSPENDED
        save_question(question, "state")
    side = Side.ASKED if suspension.side == Side.ASKING else Side.ASKING
    words = {"reason": excerpt(suspension.reason, 200)} if agreed else {}
    record_question(SUSPENDED if agreed else DECLINED, by, question, acting_for(by, question, side), **words)
    return question


@transaction.atomic
def resume_term(*, by: Person, question: Question) -> Question:
    """Let a suspended term run on from today, with the working days that were left; twice is once.

    Raises PermissionDenied.
    """
    question = lock_question(question)
    if question.state != State.SUSPENDED and sides_of(by, question):
        return question
    require(may_resume_term(by, question))
    end_suspension(question)
    question.state = State.ASKED if last_term(question).number == 1 else State.INSUFFICIENT
    save_question(question, "state")
    side = sides_of(by, question)[0]
    words = {"due": day_in_words(question.due_on)}
    owe_answer(question, record_question(RESUMED, by, question, acting_for(by, question, side), **words))
    return question


def acting_for(by: Person, question: Question, side: str) -> int | None:
    """The organisation in whose name a person acts on a side of a question."""
    if side == Side.ASKING:
        return question.asked_for_id
    speaker = speaker_for(by, question)
    return speaker.seat.organisation_id if speaker else min(standing_of(by).organisation_ids, default=None)
