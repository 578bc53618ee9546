"""What somebody has begun to write in a thread, the same on each of their devices."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from committee.access.models import Space
from committee.privacy.models import GuardedTextField
from issues.conversation.threads.models import Post, Thread


class PostDraft(models.Model):
    """One person's unsent words in one thread. `version` grows with each saving: another device's is not overwritten."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="+")
    reply_to = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, blank=True)
    text = GuardedTextField(blank=True)
    key = models.CharField(max_length=36)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["person", "thread"], name="one_draft_per_person_and_thread")
        ]

    def __str__(self) -> str:
        return f"draft of {self.person} in {self.thread}"
