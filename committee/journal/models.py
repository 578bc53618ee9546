"""Entries of the journal, append-only, and the things that each one is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import translation

from committee.access.models import Space
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedJSONField

WRITTEN = ("excerpt", "reason")
"""By the name of its data, what the actor of an entry wrote: nobody says it in the other language."""


def told_in(texts: Mapping[str, str], code: str) -> str:
    """A text in a language, or in the one that it has; an empty string where it has none."""
    return texts.get(code) or next((text for text in texts.values() if text), "")


class EntryQuerySet(models.QuerySet):
    """Vocabulary for sets of entries."""

    def visible_to(self, person) -> EntryQuerySet:
        """Keep the entries of lanes that the person reads."""
        return self.filter(space_id__in=standing_of(person).readable_ids)

    def about(self, kind: str, key: str) -> EntryQuerySet:
        """Keep the entries that touch one thing."""
        return self.filter(subjects__kind=kind, subjects__key=key)

    def undelivered(self) -> EntryQuerySet:
        """Keep those whose readers (inbox, mail) have not been served, oldest first."""
        return self.filter(delivered=False).order_by("pk")


class Entry(models.Model):
    """Somebody did something, in a lane, at a moment. The primary key is the sequence."""

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    data = GuardedJSONField(default=dict)
    delivered = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar[list] = [
            models.Index(fields=["delivered"], condition=models.Q(delivered=False), name="entry_undelivered")
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb}"

    @property
    def sentence(self) -> str:
        """The entry told in the reader's language, such as “filed the problem “…””."""

        from committee.journal.verbs import describe_verb

        return describe_verb(self.verb, self.localised)

    @property
    def news(self) -> str:
        """The entry told under the title of what it is about: “New post: Merci, …”."""
        from committee.journal.verbs import describe_news

        return describe_news(self.verb, self.localised)

    @property
    def localised(self) -> dict:
        """The data, where a value that has languages is reduced to the reader's, or to the one that it has."""
        code = (translation.get_language() or "fr")[:2]
        return {key: told_in(value, code) if isinstance(value, dict) else value for key, value in self.data.items()}

    @property
    def languages(self) -> dict[str, str]:
        """The language of each text of the data as the reader is told it: what has none of its own is in the actor's."""
        code = (translation.get_language() or "fr")[:2]
        written = {key: self.actor.language for key in WRITTEN if isinstance(self.data.get(key), str)}
        titles = {key: value for key, value in self.data.items() if isinstance(value, dict)}
        return written | {key: code if value.get(code) else next(iter(value), "") for key, value in titles.items()}

    @property
    def subject(self) -> Subject | None:
        """The first thing that the entry is about."""
        return next(iter(self.subjects.all()), None)


class Subject(models.Model):
    """A thing that an entry touches, by its kind and public key, so that a journal knows no table above it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar[list] = [models.Index(fields=["kind", "key", "entry"], name="subject_lookup")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def url(self) -> str:
        """The page of the thing, or an empty string where its kind has none."""
        from committee.journal.subjects import address_of

        return address_of(self.kind, self.key)
