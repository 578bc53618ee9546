"""A handover: what somebody who left had in hand, and who holds it since."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Handover(models.Model):
    """One departure: `person` left, `by` closed the account. What was passed on stands below, by name."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.person}: {self.at:%Y-%m-%d}"


class HandedOver(models.Model):
    """One thing that was passed on, by its sort and its key there: what it says is read anew, by whoever asks."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="things")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="taken_over")
    sort = models.CharField(max_length=30)
    key = models.CharField(max_length=40)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["handover", "sort", "key"], name="a_thing_passes_once_in_a_handover")
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.key}: {self.to}"
