"""A solution answers one or more problems."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.standing import SpaceFacts, standing_of
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedTextField
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Thread
from issues.problems.records.models import Problem
from issues.problems.records.translations import Translated
from issues.resolution.solutions.states import OPEN, State


class Kind(models.TextChoices):
    """By which means a solution works."""

    TECHNICAL = "technical", _("Technical")
    PROCEDURAL = "procedural", _("Procedural")
    LEGAL = "legal", _("Legal")
    TRAINING = "training", _("Training")


class SolutionQuerySet(models.QuerySet):
    """Vocabulary for sets of solutions."""

    def visible_to(self, person) -> SolutionQuerySet:
        """Keep the solutions of spaces that the person reads."""
        return self.filter(space_id__in=standing_of(person).readable_ids)

    def overdue(self) -> SolutionQuerySet:
        """Keep those that are not delivered although their date has passed."""
        return self.filter(state__in=OPEN, due_on__lt=clock.today())


class Solution(Translated):
    """What somebody proposes to do, who owns it and by when. `promised_minutes` are minutes saved per case.

    `proposed_for` is the organisation on whose behalf it was proposed: agreement is not for its bench to record.
    """

    problems = models.ManyToManyField(Problem, related_name="solutions")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="solution")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    submission = models.CharField(max_length=36, unique=True)
    text = GuardedTextField()
    html = models.TextField(editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="solutions")
    due_on = models.DateField(null=True, blank=True)
    promised_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    state_reason = GuardedTextField(blank=True)
    cells = models.CharField(max_length=1000, default="", editable=False, help_text="One verdict or dot per CPAS.")
    proposed_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=~models.Q(state=State.NOT_RETAINED) | ~models.Q(state_reason=""),
                name="not_retained_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names this solution."""
        return ("solution", str(self.pk))

    @property
    def owner_of_thread(self) -> Owner:
        """This solution as what its thread is about."""
        space = SpaceFacts(self.space_id, Lane(self.space.lane), self.space.organisation_id)
        closed = self.thread.locked_at is not None
        return Owner(self.thread_id, self.about, space, self.titles, self.language, closed, self.thread.locked_reason)

    @property
    def days_overdue(self) -> int:
        """For how many days its date has passed without a delivery; nought where it has not, or where there is none."""
        if self.due_on is None or self.state not in OPEN:
            return 0
        return max(0, (clock.today() - self.due_on).days)

    @property
    def number(self) -> str:
        """How a text refers to it: SOL-12."""
        return f"SOL-{self.pk}"
