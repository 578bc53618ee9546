"""A mail that came back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F

from committee.people.addresses import AddressField


class BounceQuerySet(models.QuerySet["Bounce"]):
    """Vocabulary for sets of mails that came back."""

    def standing(self) -> BounceQuerySet:
        """Keep those that speak of the address that the person has, and that nobody has answered since."""
        return self.filter(cleared_at=None, address=F("person__email"))

    def stopping(self) -> BounceQuerySet:
        """Keep those for which no more mail is sent."""
        return self.standing().filter(is_hard=True)


class Bounce(models.Model):
    """A report that a mail to a person was not delivered. `status` is the code of the mail server (RFC 3463)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bounces")
    address = AddressField()
    at = models.DateTimeField()
    status = models.CharField(max_length=12)
    is_hard = models.BooleanField()
    digest = models.CharField(max_length=64, unique=True, help_text="The same report, brought twice, counts once.")
    cleared_at = models.DateTimeField(null=True, blank=True, help_text="When somebody said that the address is right.")

    objects = BounceQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list] = [
            models.Index(fields=["person"], condition=models.Q(cleared_at=None), name="bounces_that_stand")
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.at:%Y-%m-%d}"
