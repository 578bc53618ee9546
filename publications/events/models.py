"""The list of events, and an event with its numbered objectives."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from committee.privacy.models import GuardedCharField, GuardedTextField
from publications.pages.blocks import TextBlock
from publications.pages.models import PortalPage


class EventIndexPage(PortalPage):
    """The list of events."""

    template = "publications/events/event_index_page.html"
    subpage_types: ClassVar[list] = ["publications.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of events")


class EventPage(PortalPage):
    """An event: when, in which form, by whom, and what it was held for."""

    class Kind(models.TextChoices):
        """What sort of meeting it is."""

        COLLOQUIUM = "colloquium", _("Colloquium")
        MEETING = "meeting", _("Meeting")
        STUDY_DAY = "study_day", _("Study day")

    class Format(models.TextChoices):
        """Where people meet."""

        ONLINE = "online", _("Online")
        ON_SITE = "on_site", _("On site")
        HYBRID = "hybrid", _("On site and online")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.COLLOQUIUM)
    date = models.DateField(_("date"), null=True)
    format = models.CharField(_("form"), max_length=20, choices=Format.choices, default=Format.ON_SITE)
    organiser = GuardedCharField(_("organiser"), max_length=160)
    official_title = GuardedCharField(_("official title"), max_length=255, blank=True)
    official_language = models.CharField(
        _("language of the official title"),
        max_length=2,
        choices=[("fr", _("French")), ("nl", _("Dutch"))],
        default="fr",
    )
    lead = GuardedTextField(_("lead"), blank=True)
    body = StreamField(TextBlock(), verbose_name=_("text"), blank=True)

    template = "publications/events/event_page.html"
    parent_page_types: ClassVar[list] = ["publications.EventIndexPage"]
    subpage_types: ClassVar[list] = []
    content_panels: ClassVar[list] = [
        *PortalPage.content_panels,
        *(FieldPanel(name) for name in ("kind", "date", "format", "organiser", "official_title", "official_language")),
        FieldPanel("lead"),
        FieldPanel("body"),
        InlinePanel("objectives", heading=_("Objectives"), label=_("Objective")),
    ]
    search_fields: ClassVar[list] = [*PortalPage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("event")

    @property
    def description(self) -> str:
        """The description given, or the lead."""
        return self.search_description or self.lead


class Objective(Orderable):
    """One thing that an event was held for; its place gives its number."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="objectives")
    text = GuardedTextField(_("text"))

    class Meta(Orderable.Meta):
        verbose_name = _("objective")

    def __str__(self) -> str:
        return self.text
