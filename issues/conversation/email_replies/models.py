"""What became of the mails that arrived; their words are kept as posts or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from committee.inbox.models import Letter
from committee.privacy.models import GuardedCharField
from issues.conversation.threads.models import Post


class IncomingMailQuerySet(models.QuerySet):
    """Vocabulary for sets of mails."""

    def of(self, person, *, since: datetime) -> IncomingMailQuerySet:
        """Keep what arrived at a person's addresses since a moment."""
        return self.filter(person=person, arrived_at__gt=since)


class IncomingMail(models.Model):
    """A mail that arrived, known again by the digest of its Message-ID and its recipient.

    `why` is a code of `issues.conversation.email_replies.states`; `detail` says which file and why; `letter` tells the sender.
    """

    class Outcome(models.TextChoices):
        """What was done with it."""

        POSTED = "posted"
        IGNORED = "ignored"
        REFUSED = "refused"

    digest = models.CharField(max_length=64, unique=True)
    arrived_at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    letter = models.OneToOneField(Letter, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(max_length=40, blank=True)
    detail = GuardedCharField(max_length=600, blank=True)

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list] = [
            models.Index(fields=["arrived_at"], name="mails_by_arrival"),
            models.Index(fields=["person", "arrived_at"], name="mails_by_person"),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}: {self.outcome}"
