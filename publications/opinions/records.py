"""What is kept of an opinion beside its texts, and belongs to no language: numbers, counts frozen, states, versions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.privacy.models import GuardedTextField


class OpinionNumber(models.Model):
    """The number of an opinion within the year of its adoption, given when it is first published and never again."""

    opinion_key = models.UUIDField(unique=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["year", "number"], name="an_opinion_number_is_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"


class ObservationNumber(models.Model):
    """The number under which an observation was first public; it stays when the observation is gone."""

    opinion_key = models.UUIDField()
    observation_key = models.UUIDField(unique=True)
    number = models.PositiveSmallIntegerField()
    fixed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["opinion_key", "number"], name="an_observation_number_is_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.opinion_key}: {self.number}"


class FrozenCount(models.Model):
    """The public count behind an observation as it stood when the opinion was published with it.

    Masked as the live one is: `affected` is None and `cells` empty below what disclosure allows. `rule` is the number of
    CPAS below which it was masked.
    """

    opinion_key = models.UUIDField(db_index=True)
    observation_key = models.UUIDField()
    problems = models.PositiveIntegerField()
    affected = models.PositiveIntegerField(null=True)
    centres = models.PositiveIntegerField()
    cells = models.CharField(max_length=700, blank=True)
    as_of = models.DateField()
    fictive = models.BooleanField()
    rule = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ("frozen_at", "pk")

    def __str__(self) -> str:
        return f"{self.observation_key}: {self.problems} ({self.as_of})"


class Standing(models.TextChoices):
    """What holds of a published opinion."""

    HOLDS = "holds", _("In effect")
    CORRECTED = "corrected", _("Corrected")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StandingChange(models.Model):
    """From one day on something else holds of an opinion, for a reason that its readers are told. Rows are only added."""

    opinion_key = models.UUIDField(db_index=True)
    standing = models.CharField(max_length=10, choices=Standing.choices)
    note_fr = GuardedTextField()
    note_nl = GuardedTextField()
    replaced_by = models.UUIDField(null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("changed_at", "pk")

    def __str__(self) -> str:
        return f"{self.opinion_key}: {self.standing}"


class PublishedVersion(models.Model):
    """The texts of an opinion in one language as they were published at a moment. Rows are only added."""

    opinion_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=2)
    version = models.PositiveSmallIntegerField()
    texts = models.JSONField()
    note = GuardedTextField(blank=True)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["opinion_key", "language", "version"], name="a_version_is_published_once")
        ]

    def __str__(self) -> str:
        return f"{self.opinion_key} {self.language} {self.version}"
