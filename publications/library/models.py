"""The list of news, and a piece of news."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.search import index

from committee.privacy.models import GuardedTextField
from publications.pages.blocks import TextBlock
from publications.pages.models import PortalPage, PublicationPage
from publications.pages.parts import Annex


class NewsIndexPage(PortalPage):
    """The list of news."""

    template = "publications/library/news_index_page.html"
    subpage_types: ClassVar[list] = ["publications.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")


class NewsPage(PublicationPage):
    """A piece of news. Where only the month is known, `date` is its first day and `precision` says so."""

    class Precision(models.TextChoices):
        """How exactly the date is known."""

        DAY = "day", _("Day")
        MONTH = "month", _("Month")

    date = models.DateField(_("date"), null=True)
    precision = models.CharField(
        _("precision of the date"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    lead = GuardedTextField(_("lead"))
    body = StreamField(TextBlock(), verbose_name=_("text"), blank=True)

    PROSE = ("title", "lead", "body", "image_alt")
    FACTS = ("date", "precision")
    template = "publications/library/news_page.html"
    parent_page_types: ClassVar[list] = ["publications.NewsIndexPage"]
    subpage_types: ClassVar[list] = []
    content_panels: ClassVar[list] = [
        *PublicationPage.content_panels,
        *(FieldPanel(name) for name in ("date", "precision", "lead")),
        PublicationPage.image_panel,
        FieldPanel("body"),
        InlinePanel("annexes", heading=_("Annexes"), label=_("Annex")),
    ]
    search_fields: ClassVar[list] = [
        *PublicationPage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("news")

    @property
    def description(self) -> str:
        """The description given, or the lead."""
        return self.search_description or self.lead


class NewsAnnex(Annex):
    """A document that belongs to a piece of news."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="annexes")
