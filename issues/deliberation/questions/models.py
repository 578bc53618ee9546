"""A question between benches, its terms with the answer that each brought, and what suspended them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.standing import SpaceFacts, standing_of
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.people.models import Reader
from committee.privacy.models import GuardedTextField
from committee.seats.models import Bench, Seat
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Thread
from issues.deliberation.questions.states import AWAITING, OPEN_SUSPENSIONS, Side, State, Suspended, Verdict
from issues.deliberation.questions.terms import Fate, days_left, fate_of
from issues.problems.records.models import Problem
from issues.problems.records.translations import Translated
from issues.resolution.solutions.models import Solution

KIND = "question"
"""How the journal names a question between benches."""
ASKED_BENCHES = [(bench.value, bench.label) for bench in (Bench.FEDERATIONS, Bench.ADMINISTRATION)]


class QuestionQuerySet(models.QuerySet["Question"]):
    """Vocabulary for sets of questions."""

    def visible_to(self, person: Reader) -> QuestionQuerySet:
        """Keep the questions of spaces that the person reads."""
        return self.filter(space_id__in=standing_of(person).readable_ids)

    def overdue(self) -> QuestionQuerySet:
        """Keep those that await an answer although their term has passed."""
        return self.filter(state__in=AWAITING, due_on__lt=clock.today())

    def asked_of(self, bench: str) -> QuestionQuerySet:
        """Keep those asked of a bench, or of a seat on it."""
        return self.filter(models.Q(to_bench=bench) | models.Q(to_seat__bench=bench))


class Question(Translated):
    """What one side asks another, alone or about a problem or a solution; `due_on` is the last day of its last term.

    It is asked for the organisation `asked_for`, of the bench `from_bench`; of a whole bench or of one seat.
    """

    thread = models.OneToOneField(Thread, models.PROTECT, related_name="question")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    submission = models.CharField(max_length=36, unique=True)
    text = GuardedTextField()
    html = models.TextField(editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="questions")
    solution = models.ForeignKey(Solution, models.PROTECT, null=True, blank=True, related_name="questions")
    from_bench = models.CharField(max_length=20, choices=ASKED_BENCHES)
    asked_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    to_bench = models.CharField(max_length=20, choices=ASKED_BENCHES, blank=True)
    to_seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="questions")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.ASKED)
    state_reason = GuardedTextField(blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(to_bench="") ^ models.Q(to_seat=None), name="asked_of_a_bench_or_of_a_seat"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.WITHDRAWN) | ~models.Q(state_reason=""),
                name="question_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="question_has_a_term"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["state", "due_on"], name="questions_by_state_and_term")]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names this question."""
        return (KIND, str(self.pk))

    @property
    def number(self) -> str:
        """How a text refers to it: QUE-12."""
        return f"QUE-{self.pk}"

    @property
    def owner_of_thread(self) -> Owner:
        """This question as what its thread is about."""
        space = SpaceFacts(self.space_id, Lane(self.space.lane), self.space.organisation_id)
        closed = self.thread.locked_at is not None
        return Owner(self.thread_id, self.about, space, self.titles, self.language, closed, self.thread.locked_reason)

    @property
    def bench_asked(self) -> str:
        """The bench that is asked, or on which the seat asked stands."""
        return self.to_bench or (self.to_seat.bench if self.to_seat else "")

    @property
    def days_overdue(self) -> int:
        """For how many days its term has passed without an answer; nought where it has not."""
        return max(0, (clock.today() - self.due_on).days) if self.state in AWAITING else 0

    @property
    def days_left(self) -> int:
        """How many working days are left of the running term, today included."""
        return max(0, days_left(self.due_on, clock.today()))


class ReplyTerm(models.Model):
    """One term of a question, the answer that it brought, and what whoever asked said of that answer.

    `replied_for` is the seat in whose name `replied_by` answered; `replied_instead_of` the full member who was away.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    began_on = models.DateField()
    due_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    expired_on = models.DateField(
        null=True, blank=True, help_text="The first day after the term, once it was recorded."
    )
    reply = GuardedTextField(blank=True)
    html = models.TextField(editable=False, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replied_for = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="answers")
    replied_instead_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    verdict_reason = GuardedTextField(blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["question", "number"], name="one_term_per_number"),
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(replied_at=None), name="one_unanswered_term_per_question"
            ),
            models.CheckConstraint(
                condition=models.Q(replied_at=None, reply="")
                | (models.Q(replied_at__isnull=False) & ~models.Q(reply="")),
                name="an_answer_has_words",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.INSUFFICIENT) | ~models.Q(verdict_reason=""),
                name="insufficient_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}, {self.number}"

    @property
    def replied_on(self) -> date | None:
        """The day of the answer, in Brussels."""
        return timezone.localtime(self.replied_at).date() if self.replied_at else None

    def fate(self, *, suspended: bool = False, dropped: bool = False) -> Fate:
        """What became of it, as of today."""
        return fate_of(self.due_on, clock.today(), self.replied_on, suspended=suspended, dropped=dropped)


class Suspension(models.Model):
    """One side proposes to stop a term for a reason; it stops once the other agrees, until either lets it run on."""

    term = models.ForeignKey(ReplyTerm, models.CASCADE, related_name="suspensions")
    state = models.CharField(max_length=10, choices=Suspended.choices, default=Suspended.PROPOSED)
    reason = GuardedTextField()
    side = models.CharField(max_length=10, choices=Side.choices, help_text="The side that proposed it.")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    began_on = models.DateField(null=True)
    resumed_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["term"], condition=models.Q(state__in=OPEN_SUSPENSIONS), name="one_open_suspension_per_term"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=Suspended.RUNNING) | models.Q(began_on__isnull=False),
                name="a_running_suspension_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.reason}"
