"""Imports and exports as they proceed, so that they can be left and come back to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField, GuardedJSONField
from issues.attachments.models import private_storage


class Stage(models.TextChoices):
    """How far a run is."""

    PREVIEWED = "previewed", _("To be confirmed")
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


UNDER_WAY = (Stage.WAITING, Stage.RUNNING)


class What(models.TextChoices):
    """What a file brings in."""

    PROBLEMS = "problems", _("New problems, with our own volumes")
    DECLARATIONS = "declarations", _("Our declarations on problems that exist")


class RunQuerySet(models.QuerySet):
    """Vocabulary for sets of runs."""

    def visible_to(self, person) -> RunQuerySet:
        """Keep a person's own runs."""
        return self.filter(person=person) if getattr(person, "is_authenticated", False) else self.none()


class ImportRun(models.Model):
    """A file to be imported whole or not at all.

    `rows` are its clean rows, as `checking` makes them; once they are imported only their number, their title and
    their reference stay. `errors` is why nothing was imported, as [{"row": number or None, "why": {language: text}}].
    `space` is where problems go; declarations stand with their problems.
    """

    key = models.CharField(max_length=36, unique=True)
    what = models.CharField(max_length=12, choices=What.choices, default=What.PROBLEMS)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="+")
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
            ),
            models.CheckConstraint(
                condition=models.Q(what=What.DECLARATIONS) ^ models.Q(space__isnull=False),
                name="imported_problems_have_a_lane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.stage})"


class ExportRun(models.Model):
    """A list written to a private file in the background. `query` is the list's address behind the question mark.

    `standing` is what its owner could read and was when it was written: {"spaces": […], "posts": […]}.
    """

    key = models.CharField(max_length=36, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    query = GuardedCharField(max_length=2000, blank=True)
    form = models.CharField(max_length=4, choices=[("csv", "CSV"), ("xlsx", "XLSX")])
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    standing = GuardedJSONField(default=dict)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=private_storage, max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_at", "-pk")

    def __str__(self) -> str:
        return f"{self.query} ({self.form})"
