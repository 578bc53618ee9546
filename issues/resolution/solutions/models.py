"""A solution answers one or more problems."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.standing import SpaceFacts, standing_of
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField, GuardedJSONField, GuardedTextField
from committee.seats.models import Seat
from issues.attachments.models import Attachment
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Thread
from issues.problems.records.models import Problem
from issues.problems.records.translations import Translated
from issues.resolution.solutions.states import OPEN, PROMISED, State


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

    def promised(self) -> SolutionQuerySet:
        """Keep those that were agreed and are not delivered."""
        return self.filter(state__in=PROMISED)

    def due_untold(self, told: str, since: date, until: date) -> SolutionQuerySet:
        """Keep those that are due between two days, both included, of which `told`, a field, does not say so yet."""
        untold = models.Q(**{told: None}) | ~models.Q(**{told: models.F("due_on")})
        return self.filter(untold, due_on__gte=since, due_on__lte=until)


class Solution(Translated):
    """What somebody proposes to do, who owns it and by when. `promised_minutes` are minutes saved per case.

    `proposed_for` is the organisation on whose behalf it was proposed: agreement is not for its bench to record.
    `owner_seat` is a seat of the owner, where it is the seat that answers for it: whoever holds it then acts as the owner.
    `soon_told` and `late_told` are the due dates of which its owner was told that they come near, and that they have passed.
    """

    problems = models.ManyToManyField(Problem, related_name="solutions")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="solution")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    submission = models.CharField(max_length=36, unique=True)
    text = GuardedTextField()
    html = models.TextField(editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="solutions")
    owner_seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="solutions")
    due_on = models.DateField(null=True, blank=True)
    promised_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    state_reason = GuardedTextField(blank=True)
    cells = models.CharField(max_length=1000, default="", editable=False, help_text="One verdict or dot per CPAS.")
    proposed_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    soon_told = models.DateField(null=True, blank=True, editable=False)
    late_told = models.DateField(null=True, blank=True, editable=False)

    attachments = models.ManyToManyField(Attachment, blank=True, related_name="solutions")
    objects = SolutionQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=~models.Q(state=State.NOT_RETAINED) | ~models.Q(state_reason=""),
                name="not_retained_with_a_reason",
            ),
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


class SolutionVersion(models.Model):
    """What a solution said before it was revised: the fields that changed, with their earlier values."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="versions")
    facts = GuardedJSONField()
    revised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revised_at = models.DateTimeField()

    class Meta:
        ordering = ("revised_at", "pk")

    def __str__(self) -> str:
        return f"{self.solution.number} until {self.revised_at:%Y-%m-%d}"


class DateChange(models.Model):
    """Another due date for a solution. `postponed`: it was promised, and is due later now, or on no day at all."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="date_changes")
    before = models.DateField(null=True, blank=True)
    after = models.DateField(null=True, blank=True)
    postponed = models.BooleanField()
    reason = GuardedCharField(max_length=400, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("changed_at", "pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(postponed=False) | ~models.Q(reason=""), name="postponed_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.solution.number}: {self.before} > {self.after}"


class Dependency(models.Model):
    """A solution waits for another of its lane. That no chain of them leads back is kept by the action that ties them."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="waits")
    waits_for = models.ForeignKey(Solution, models.CASCADE, related_name="awaited_by")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["solution", "waits_for"], name="one_dependency_between_two_solutions"),
            models.CheckConstraint(
                condition=~models.Q(solution=models.F("waits_for")), name="no_solution_waits_for_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution.number} waits for {self.waits_for.number}"


class PublicText(models.Model):
    """What the public reads of a solution, in both languages, since the committee opened it.

    `shows_promise`: its owner agreed that the minutes that it promised to save are shown with it.
    """

    solution = models.OneToOneField(Solution, models.CASCADE, related_name="public_text")
    title_fr = GuardedCharField(max_length=140)
    title_nl = GuardedCharField(max_length=140)
    summary_fr = GuardedTextField()
    summary_nl = GuardedTextField()
    shows_promise = models.BooleanField(default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=~(
                    models.Q(title_fr="") | models.Q(title_nl="") | models.Q(summary_fr="") | models.Q(summary_nl="")
                ),
                name="public_in_both_languages",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return self.title_nl if get_language() == "nl" else self.title_fr

    @property
    def summary(self) -> str:
        """The summary in the reader's language."""
        return self.summary_nl if get_language() == "nl" else self.summary_fr
