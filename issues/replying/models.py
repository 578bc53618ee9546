"""What became of the mails that arrived; their words are kept as posts or not at all."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from issues.threads.models import Post


class IncomingMail(models.Model):
    """A mail that arrived, known again by the digest of its Message-ID and its recipient."""

    class Outcome(models.TextChoices):
        """What was done with it."""

        POSTED = "posted"
        IGNORED = "ignored"
        REFUSED = "refused"

    digest = models.CharField(max_length=64, unique=True)
    arrived_at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list] = [models.Index(fields=["arrived_at"], name="mails_by_arrival")]

    def __str__(self) -> str:
        return f"mail {self.pk}: {self.outcome}"
