"""What the CPAS concerned say of a solution once it is delivered."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from committee.organisations.models import Organisation
from committee.privacy.models import GuardedTextField
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.states import DOUBTS, Outcome


class Verdict(models.Model):
    """Whether a solution works in one CPAS. Revisable: the journal keeps what was said before.

    `worked` is whether the CPAS ever said that it works: where it says otherwise since, the solution has relapsed there.
    """

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="verdicts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=1, choices=Outcome.choices)
    worked = models.BooleanField(default=False)
    comment = GuardedTextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("organisation__position", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["solution", "organisation"], name="one_verdict_per_cpas_and_solution")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_outcome_display()}"

    @property
    def is_relapse(self) -> bool:
        """Whether it worked there once and does so no longer."""
        return self.worked and self.outcome in DOUBTS
