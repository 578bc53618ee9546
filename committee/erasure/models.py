"""A request for erasure: whose data, asked by whom, due when, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from committee.journal import clock


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    """Vocabulary for sets of requests."""

    def open(self) -> ErasureRequestQuerySet:
        """Keep those that were neither carried out nor withdrawn, the first due first."""
        return self.filter(done_at=None, withdrawn_at=None).order_by("due_on", "pk")

    def due(self) -> ErasureRequestQuerySet:
        """Keep those whose day has come."""
        return self.open().filter(due_on__lte=clock.today())


class ErasureRequest(models.Model):
    """What was asked; until `due_on` it can be withdrawn. Who it was about is not to be read from it afterwards."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasures")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(done_at=None, withdrawn_at=None),
                name="one_open_request_for_erasure_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}, due {self.due_on}"
