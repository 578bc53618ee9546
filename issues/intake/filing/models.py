"""Drafts: what a person has begun to file and not filed yet."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from committee.privacy.models import GuardedCharField, GuardedJSONField


class DraftQuerySet(models.QuerySet):
    """Vocabulary for sets of drafts."""

    def visible_to(self, person) -> DraftQuerySet:
        """Keep a person's own drafts that stand: nobody else reads them."""
        mine = self.filter(person=person) if getattr(person, "is_authenticated", False) else self.none()
        return mine.filter(discarded_at=None)


class Draft(models.Model):
    """A filing form as it was left, by the names of its fields. `key` becomes the problem's `submission`.

    `window` is the open page that saved it last. One that was discarded keeps its key and nothing else, so that a page
    left open cannot bring it back.
    """

    key = models.CharField(max_length=36, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = GuardedCharField(max_length=140, blank=True)
    facts = GuardedJSONField(default=dict)
    window = models.CharField(max_length=36, blank=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at", "-pk")
        indexes: ClassVar[list] = [models.Index(fields=["person", "-saved_at"], name="drafts_of_a_person")]

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def text(self) -> str:
        """What happened, as far as it was written."""
        return str(self.facts.get("description", "")).strip()
