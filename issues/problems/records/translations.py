"""What is said of a thing in the other language: its title and a summary, and how far they can be relied on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.privacy.models import GuardedCharField, GuardedTextField


class TranslationState(models.TextChoices):
    """How far the title and summary in the other language can be relied on."""

    MISSING = "missing", _("No translation yet")
    DRAFT = "draft", _("Draft translation")
    CHECKED = "checked", _("Checked translation")
    OUTDATED = "outdated", _("Translation older than the text")


class Translated(models.Model):
    """A thing written in one language, with title and summary in the other: a problem, a solution."""

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = GuardedCharField(max_length=140)
    title_other = GuardedCharField(max_length=140, blank=True)
    summary_other = GuardedTextField(blank=True)
    translation = models.CharField(max_length=10, choices=TranslationState.choices, default=TranslationState.MISSING)

    class Meta:
        abstract = True

    @property
    def other_language(self) -> str:
        """The language of the translation."""
        return "nl" if self.language == "fr" else "fr"

    @property
    def title_here(self) -> str:
        """The title in the reader's language where it is known, in its own otherwise."""
        return self.title_other if self.language_here != self.language else self.title

    @property
    def language_here(self) -> str:
        """The language of `title_here`."""
        reader = (get_language() or "fr")[:2]
        return self.other_language if reader == self.other_language and self.title_other else self.language

    @property
    def title_there(self) -> str:
        """The title that `title_here` is not; empty where there is one title only."""
        return self.title_other if self.language_here == self.language else self.title

    @property
    def language_there(self) -> str:
        """The language of `title_there`."""
        return self.other_language if self.language_here == self.language else self.language

    @property
    def translated(self) -> dict[str, Any]:
        """What is said in the other language, and whether it was checked."""
        checked = self.translation == TranslationState.CHECKED
        return {"title": self.title_other, "summary": self.summary_other, "checked": checked}

    @property
    def titles(self) -> dict[str, str]:
        """The title by language, for the journal; a language that it was never said in is not there."""
        other = {self.other_language: self.title_other} if self.title_other else {}
        return {self.language: self.title, **other}

    def take_translation(self, *, title: str, summary: str, checked: bool) -> list[str]:
        """Say something in the other language, as a draft or checked. Returns the fields to store."""
        self.title_other, self.summary_other = title, summary
        self.translation = TranslationState.CHECKED if checked else TranslationState.DRAFT
        return ["title_other", "summary_other", "translation"]

    def outdate_translation(self) -> None:
        """Let what was translated be older than the text from now on."""
        if self.translation != TranslationState.MISSING:
            self.translation = TranslationState.OUTDATED


def translated_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a thing about to be stored, with the state of what they say in the other language: a draft, or none."""
    drafted = facts.get("title_other") or facts.get("summary_other")
    return facts | {"translation": TranslationState.DRAFT.value if drafted else TranslationState.MISSING.value}
