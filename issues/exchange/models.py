"""Imports and exports as they proceed, so that they can be left and come back to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.privacy.models import GuardedCharField, GuardedJSONField


class Stage(models.TextChoices):
    """How far a run is."""

    PREVIEWED = "previewed", _("To be confirmed")
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Done")
    FAILED = "failed", _("Nothing was imported")


class RunQuerySet(models.QuerySet):
    """Vocabulary for sets of runs."""

    def visible_to(self, person) -> RunQuerySet:
        """Keep a person's own runs."""
        return self.filter(person=person) if getattr(person, "is_authenticated", False) else self.none()


class ImportRun(models.Model):
    """A file to be imported whole or not at all. `rows` are its clean rows, `errors` what is wrong, row by row."""

    key = models.CharField(max_length=36, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    file_name = GuardedCharField(max_length=120)
    rows = GuardedJSONField(default=list)
    errors = GuardedJSONField(default=list)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.PREVIEWED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_at", "-pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("total")), name="never_more_done_than_there_is"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.stage})"


class ExportRun(models.Model):
    """A list written to a private file in the background. `query` is the list's address behind the question mark."""

    key = models.CharField(max_length=36, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    query = GuardedCharField(max_length=2000, blank=True)
    form = models.CharField(max_length=4, choices=[("csv", "CSV"), ("xlsx", "XLSX")])
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_at", "-pk")

    def __str__(self) -> str:
        return f"{self.query} ({self.form})"
