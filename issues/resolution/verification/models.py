"""What the CPAS concerned say of a solution once it is delivered, round by round, and by which rule it is verified."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from committee.inbox.models import Letter
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField, GuardedTextField
from committee.seats.models import Committee
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.states import DOUBTS, Outcome

MINUTES = ("minutes_low", "minutes_likely", "minutes_high")
SAID = (
    "outcome",
    "comment",
    *MINUTES,
    "measured",
    "minutes_before",
    "worked",
    "by_link",
    "since",
    "given_by",
    "given_at",
)


class Round(models.Model):
    """From one delivery until it is taken back: the CPAS concerned are asked anew in each. `reason` is why it was taken back."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = GuardedTextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["solution", "number"], name="one_round_of_a_number"),
            models.UniqueConstraint(
                fields=["solution"], condition=models.Q(closed_at=None), name="one_open_round_per_solution"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution} {self.number}"


class Statement(models.Model):
    """Whether a solution works in one CPAS. Minutes are extra minutes per case, as they are now and as declared before.

    `worked` is whether the CPAS ever said in this round that it works, or says so by reporting a relapse: where it says
    otherwise since, the solution has relapsed there. `by_link` is whether it was said by the link of a mail, `since` when
    this outcome was said first.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=1, choices=Outcome.choices)
    worked = models.BooleanField(default=False)
    comment = GuardedTextField(blank=True)
    minutes_low = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_likely = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_high = models.PositiveSmallIntegerField(null=True, blank=True)
    measured = models.BooleanField(default=False)
    minutes_before = models.PositiveSmallIntegerField(null=True, blank=True)
    by_link = models.BooleanField(default=False)
    since = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_outcome_display()}"

    @property
    def is_relapse(self) -> bool:
        """Whether it worked there once and does so no longer."""
        return self.worked and self.outcome in DOUBTS


class Verdict(Statement):
    """What one CPAS says in the round that is open. Revisable: the journal keeps what was said before."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="verdicts")

    class Meta:
        ordering = ("organisation__position", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["solution", "organisation"], name="one_verdict_per_cpas_and_solution"),
            models.CheckConstraint(
                condition=models.Q(worked=False) | ~models.Q(outcome__in=DOUBTS) | ~models.Q(comment=""),
                name="a_relapse_has_its_reason",
            ),
        ]


class PastVerdict(Statement):
    """What one CPAS had said when a round ended."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="verdicts")

    class Meta:
        ordering = ("organisation__position", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["round", "organisation"], name="one_past_verdict_per_cpas_and_round")
        ]


class VerdictRequest(models.Model):
    """One person of one CPAS is asked by mail in one round; `letter` is the last that was written, `reminders` how many since."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["round", "organisation", "person"], name="asked_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.organisation_id}: {self.person_id}"


class VerificationRule(models.Model):
    """By which rule a committee counts a solution as verified, from one day on; the last one counts. Shares are per cent."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+")
    answered = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    works = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    risk = models.BooleanField()
    reason = GuardedCharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(answered__range=(1, 100), works__range=(1, 100)), name="shares_are_per_cent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answered} % / {self.works} %"
