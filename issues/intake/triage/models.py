"""Questions to the reporter, merges that can be undone, and how problems relate."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedJSONField, GuardedTextField
from issues.problems.records.models import Problem
from issues.problems.records.states import State


class InformationRequestQuerySet(models.QuerySet):
    """Vocabulary for sets of questions to the reporter."""

    def visible_to(self, person) -> InformationRequestQuerySet:
        """Keep the questions about problems that the person reads."""
        return self.filter(problem__space_id__in=standing_of(person).readable_ids)

    def open(self) -> InformationRequestQuerySet:
        """Keep those neither answered nor withdrawn."""
        return self.filter(closed_at=None)

    def to_note(self) -> InformationRequestQuerySet:
        """Keep those answered, where the secretariat has not yet taken note of the answer."""
        return self.exclude(answer="").filter(noted_at=None)


class InformationRequest(models.Model):
    """What the secretariat asks the organisation that filed a problem; open until it is answered or withdrawn.

    An answer stands in the queue until `noted_at`: the secretariat has read it.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="information_requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    question = GuardedTextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = GuardedTextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(closed_at=None), name="one_open_question_to_the_reporter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.problem.reference}: {self.question[:60]}"

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names this question."""
        return ("request", str(self.pk))


class MergeQuerySet(models.QuerySet):
    """Vocabulary for sets of merges."""

    def standing(self) -> MergeQuerySet:
        """Keep those that were not undone."""
        return self.filter(undone_at=None)

    def to_settle(self) -> MergeQuerySet:
        """Keep those that stand, are contested, and were not upheld."""
        return self.standing().exclude(contested_at=None).filter(upheld_at=None)


class Merge(models.Model):
    """One problem merged into another. `carried` says what went along, so that it can come back.

    Who filed the source may contest the merge once; it is then undone or upheld, for `settled_reason`.
    """

    source = models.ForeignKey(Problem, models.CASCADE, related_name="merges_away")
    target = models.ForeignKey(Problem, models.CASCADE, related_name="merges_in")
    reason = GuardedTextField()
    state_before = models.CharField(max_length=20, choices=State.choices)
    carried = GuardedJSONField(default=dict)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    contested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    contested_at = models.DateTimeField(null=True, blank=True)
    contest_reason = GuardedTextField(blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    upheld_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    upheld_at = models.DateTimeField(null=True, blank=True)
    settled_reason = GuardedTextField(blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ("merged_at", "pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="never_merged_into_itself"),
            models.UniqueConstraint(fields=["source"], condition=Q(undone_at=None), name="merged_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"


class RelationKind(models.TextChoices):
    """How one problem stands to another, read from the source to the target."""

    RELATED = "related", _("is related to")
    CAUSED_BY = "caused_by", _("is caused by")
    SPLIT_FROM = "split_from", _("was split from")


class Relation(models.Model):
    """A link between two problems."""

    source = models.ForeignKey(Problem, models.CASCADE, related_name="relations_out")
    target = models.ForeignKey(Problem, models.CASCADE, related_name="relations_in")
    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    related_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    related_at = models.DateTimeField()

    class Meta:
        ordering = ("related_at", "pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="never_related_to_itself"),
            models.UniqueConstraint(fields=["source", "target", "kind"], name="related_once_in_a_way"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
