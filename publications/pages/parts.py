"""Parts that several sorts of page have: rows with an identity that their French and Dutch texts share, and annexes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

from committee.privacy.models import GuardedCharField
from publications.files.models import EditorialDocument


class KeyedPart(TranslatableMixin, Orderable):
    """A row of a page. `translation_key` is its identity: the texts of it in each language share it, for good.

    `PROSE` names the fields that say in one language what the other text says in its own.
    """

    PROSE: ClassVar[tuple[str, ...]] = ()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class Annex(KeyedPart):
    """A document that belongs to a page, and the language in which it is written."""

    PROSE = ("title",)

    title = GuardedCharField(_("title"), max_length=200)
    document = models.ForeignKey(EditorialDocument, models.PROTECT, related_name="+", verbose_name=_("document"))
    language = models.CharField(
        _("language of the document"), max_length=2, blank=True, choices=[("fr", _("French")), ("nl", _("Dutch"))]
    )

    panels: ClassVar[list] = [FieldPanel("title"), FieldPanel("document"), FieldPanel("language")]

    class Meta(KeyedPart.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title
