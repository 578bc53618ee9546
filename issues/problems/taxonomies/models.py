"""The words of the taxonomies that sort a problem."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.privacy.models import GuardedCharField, GuardedTextField


class TermQuerySet(models.QuerySet):
    """Vocabulary for sets of terms."""

    def of(self, scheme: str) -> TermQuerySet:
        """Keep one taxonomy, in its order."""
        return self.filter(scheme=scheme).order_by("position", "pk")

    def current(self) -> TermQuerySet:
        """Keep the terms that may still be chosen."""
        return self.filter(retired_on=None)


class Term(models.Model):
    """A word of a taxonomy, in both languages; a retired one keeps its history."""

    class Scheme(models.TextChoices):
        """The taxonomies that sort a problem."""

        CHAIN = "chain", _("Link of the chain")
        CATEGORY = "category", _("Category")
        TOOL = "tool", _("Tool")
        SERVICE = "service", _("Service concerned")
        SOFTWARE = "software", _("Software family")

    scheme = models.CharField(max_length=20, choices=Scheme.choices)
    code = models.CharField(max_length=40)
    label_fr = GuardedCharField(max_length=120)
    label_nl = GuardedCharField(max_length=120)
    definition_fr = GuardedTextField(blank=True)
    definition_nl = GuardedTextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ("scheme", "position", "pk")
        constraints: ClassVar[list] = [models.UniqueConstraint(fields=["scheme", "code"], name="one_term_per_code")]

    def __str__(self) -> str:
        return self.label_nl if get_language() == "nl" else self.label_fr

    @property
    def marked(self) -> str:
        """The word, and whether it is retired."""
        return _("%(term)s (retired)") % {"term": self} if self.retired_on else str(self)
