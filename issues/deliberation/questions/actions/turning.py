"""What the turn of the day brings: those asked are reminded of a term, and one that passed is recorded, each once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.journal import clock
from committee.journal.verbs import register_verb
from committee.organisations.queries import secretary
from committee.people.models import Person
from committee.seats.actions import day_in_words
from issues.deliberation.questions.actions.recording import record_question
from issues.deliberation.questions.models import Question, ReplyTerm
from issues.deliberation.questions.states import AWAITING
from issues.deliberation.questions.terms import REMINDED_BEFORE, reminder_day

EXPIRED = register_verb(
    "question.expired", _("recorded that no answer to “%(question)s” came by %(due)s"), _("Term expired")
)
REMINDED = register_verb(
    "question.reminded", _("reminds of the question “%(question)s”: its term ends on %(due)s"), _("Term about to end")
)
FAR = 14
"""Two working days are never as many days away, whatever the holidays."""


def turn_terms() -> int:
    """Record each term that has passed without an answer, and remind of those about to end. Periodic work.

    Idempotent: a term is recorded, and reminded of, once; what a stopped process missed is recorded afterwards, with
    the day on which it happened. Returns how many there were.
    """
    today = clock.today()
    running = ReplyTerm.objects.filter(replied_at=None, question__state__in=AWAITING)
    passed = running.filter(due_on__lt=today, expired_on=None).order_by("pk").values_list("pk", flat=True)
    near = running.filter(due_on__gte=today, due_on__lte=today + timedelta(days=FAR), reminded_on=None)
    ending = [
        term.pk for term in near.order_by("pk") if today >= reminder_day(term.due_on, term.began_on) != term.began_on
    ]
    return sum([*(expire_term(pk) for pk in list(passed)), *(remind_of_term(pk) for pk in ending)])


@transaction.atomic
def expire_term(pk: int) -> bool:
    """Record that a term passed without an answer, unless another process just did, or an answer came."""
    term = locked_term(pk)
    if term is None or term.expired_on or term.due_on >= clock.today():
        return False
    term.expired_on = term.due_on + timedelta(days=1)
    term.save(update_fields=["expired_on"])
    told_of(EXPIRED, term)
    return True


@transaction.atomic
def remind_of_term(pk: int) -> bool:
    """Remind those asked of a term about to end, once."""
    term = locked_term(pk)
    if term is None or term.reminded_on:
        return False
    term.reminded_on = clock.today()
    term.save(update_fields=["reminded_on"])
    told_of(REMINDED, term)
    return True


def locked_term(pk: int) -> ReplyTerm | None:
    """A term that still runs, its question's row locked until the transaction ends."""
    found = ReplyTerm.objects.filter(pk=pk).values_list("question_id", flat=True).first()
    locked = Question.objects.select_for_update(of=("self",)).filter(pk=found or 0, state__in=AWAITING)
    question = locked.select_related("space").first()
    term = ReplyTerm.objects.filter(pk=pk, replied_at=None).first() if question else None
    if term and question:
        term.question = question
    return term


def told_of(what: str, term: ReplyTerm) -> None:
    """Record it in the name of the secretariat: a rule says it, and nobody in particular."""
    question, speaker = term.question, secretary()
    by: Person = speaker.person if speaker else question.asked_by
    organisation = speaker.organisation_id if speaker else question.asked_for_id
    words = {"due": day_in_words(term.due_on), "before": REMINDED_BEFORE}
    record_question(what, by, question, organisation, **words)
