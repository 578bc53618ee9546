"""Views of the list that a person keeps, or that the secretariat offers to all."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from committee.privacy.models import GuardedCharField, GuardedTextField


class SavedViewQuerySet(models.QuerySet):
    """Vocabulary for sets of saved views."""

    def visible_to(self, person) -> SavedViewQuerySet:
        """Keep a person's own views and the shared ones."""
        return self.filter(Q(person=person) | Q(shared=True)) if person.is_authenticated else self.none()


class SavedView(models.Model):
    """A name for the filters of a list; `query` is the part of the address behind the question mark."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = GuardedCharField(max_length=60)
    name_other = GuardedCharField(max_length=60, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    query = GuardedTextField(max_length=2000, blank=True)
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("-shared", "name", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["person", "name"], name="one_view_of_a_name_per_person")
        ]

    def __str__(self) -> str:
        return self.name_here

    @property
    def names(self) -> dict[str, str]:
        """The name by language: the one that there is where the other lacks."""
        other = "nl" if self.language == "fr" else "fr"
        return {self.language: self.name, other: self.name_other or self.name}

    @property
    def name_here(self) -> str:
        """The name in the reader's language where it has one."""
        return self.names.get((get_language() or "fr")[:2], self.name)
