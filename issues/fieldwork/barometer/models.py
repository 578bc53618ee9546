"""What a CPAS says each week of a problem that it declared."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from issues.fieldwork.impacts.models import Declaration


class PulseAnswer(models.Model):
    """Whether a declared problem was still met in one week, and in how many cases. `week` is its Monday.

    `counted` is whether the number was counted, as its author says; otherwise it is an estimate.
    """

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="pulse")
    week = models.DateField()
    still = models.BooleanField()
    cases = models.PositiveIntegerField(null=True, blank=True)
    counted = models.BooleanField(default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("-week", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["declaration", "week"], name="one_pulse_answer_a_week"),
            models.CheckConstraint(
                condition=models.Q(still=True) | models.Q(cases=None), name="no_cases_where_it_is_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id} {self.week}: {self.cases if self.still else 'over'}"


class PulseLetter(models.Model):
    """One person was written to about one week: the row is made first, so that two processes never write twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    week = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["person", "week"], name="one_pulse_letter_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.week}"


class PulseSilence(models.Model):
    """A person wants no weekly letter; the questions are asked on the page all the same."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id}"
