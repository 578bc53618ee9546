"""The list of events, and an event with its numbered objectives."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from committee.privacy.models import GuardedCharField, GuardedTextField
from publications.events.calendar_file import event_calendar
from publications.pages.blocks import GUARD, TextBlock
from publications.pages.models import PortalPage, PublicationPage
from publications.pages.parts import Annex, KeyedPart

TOO_EARLY = _("This is before it begins.")


class EventIndexPage(PortalPage):
    """The list of events."""

    template = "publications/events/event_index_page.html"
    subpage_types: ClassVar[list] = ["publications.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of events")


class ProgrammeBlock(blocks.StreamBlock):
    """What happens when, part after part."""

    item = blocks.StructBlock(
        [
            ("starts", blocks.TimeBlock(label=_("Starts at"), required=False)),
            ("title", blocks.CharBlock(label=_("Title"), max_length=200, validators=GUARD)),
            (
                "speakers",
                blocks.CharBlock(label=_("By whom, by function"), max_length=255, required=False, validators=GUARD),
            ),
            ("text", blocks.TextBlock(label=_("Text"), required=False, validators=GUARD)),
        ],
        label=_("Part of the programme"),
        icon="time",
    )


class EventPage(RoutablePageMixin, PublicationPage):
    """An event: when and where, in which form, by whom, with which programme, and what it was held for."""

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
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Only where it lasts several days."))
    starts = models.TimeField(_("starts at"), null=True, blank=True)
    ends = models.TimeField(_("ends at"), null=True, blank=True)
    place = GuardedCharField(
        _("venue"), max_length=255, blank=True, help_text=_("Name and address, or where it is met online.")
    )
    programme = StreamField(ProgrammeBlock(), verbose_name=_("programme"), blank=True)
    lead = GuardedTextField(_("lead"), blank=True)
    body = StreamField(TextBlock(), verbose_name=_("text"), blank=True)

    PROSE = ("title", "lead", "body", "place", "programme", "image_alt")
    FACTS = ("kind", "date", "format", "starts", "ends", "ends_on")
    template = "publications/events/event_page.html"
    parent_page_types: ClassVar[list] = ["publications.EventIndexPage"]
    subpage_types: ClassVar[list] = []
    content_panels: ClassVar[list] = [
        *PublicationPage.content_panels,
        MultiFieldPanel(["kind", "format", "organiser"], heading=_("Event")),
        MultiFieldPanel(["date", "ends_on", "starts", "ends", "place"], heading=_("When and where")),
        MultiFieldPanel(["official_title", "official_language"], heading=_("Official title")),
        FieldPanel("lead"),
        PublicationPage.image_panel,
        FieldPanel("body"),
        FieldPanel("programme"),
        InlinePanel("speakers", heading=_("Speakers"), label=_("Speaker")),
        InlinePanel("objectives", heading=_("Objectives"), label=_("Objective")),
        InlinePanel("annexes", heading=_("Annexes"), label=_("Annex")),
    ]
    search_fields: ClassVar[list] = [
        *PublicationPage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("event")

    @property
    def description(self) -> str:
        """The description given, or the lead."""
        return self.search_description or self.lead

    def clean(self) -> None:
        """Refuse an event that ends before it begins."""
        super().clean()
        if self.date and self.ends_on and self.ends_on < self.date:
            raise ValidationError({"ends_on": TOO_EARLY})
        if self.starts and self.ends and not self.ends_on and self.ends <= self.starts:
            raise ValidationError({"ends": TOO_EARLY})

    def serve(self, request, *args, **kwargs):
        """Serve the page or its calendar file, marked as public."""
        return self.delivered(request, super().serve(request, *args, **kwargs))

    @path("calendar/", name="calendar")
    def calendar(self, request):
        """The event for one's own calendar."""
        file = HttpResponse(
            event_calendar(self, request.build_absolute_uri(self.url)), content_type="text/calendar; charset=utf-8"
        )
        file["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'
        return file


class Speaker(KeyedPart):
    """Who speaks at an event: a function, and the name where it is wished."""

    PROSE = ("function",)

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="speakers")
    function = GuardedCharField(_("function"), max_length=200)
    name = GuardedCharField(_("name"), max_length=120, blank=True)

    panels: ClassVar[list] = [FieldPanel("function"), FieldPanel("name")]

    def __str__(self) -> str:
        return self.function


class EventAnnex(Annex):
    """A document of an event."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="annexes")


class Objective(KeyedPart):
    """One thing that an event was held for; its place gives its number."""

    PROSE = ("text",)

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="objectives")
    text = GuardedTextField(_("text"))

    panels: ClassVar[list] = [FieldPanel("text")]

    class Meta(KeyedPart.Meta):
        verbose_name = _("objective")

    def __str__(self) -> str:
        return self.text
