"""That the texts of a field say the same in each language, as somebody who read both has said."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class TranslationCheck(models.Model):
    """Somebody read a field of a page in each language and said that both say the same.

    It holds as long as neither text changes: `digests` are those of the texts then, by language.
    """

    translation_key = models.UUIDField()
    place = models.CharField(max_length=120)
    digests = models.JSONField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["translation_key", "place"], name="a_field_is_checked_once")
        ]

    def __str__(self) -> str:
        return f"{self.translation_key}: {self.place}"
