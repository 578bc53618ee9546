"""The smaller parts of an opinion's page: addressees, versions of the text aimed at, what became of it, signatories."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from committee.privacy.models import GuardedCharField, GuardedTextField
from publications.pages.parts import Annex, KeyedPart


class TextStage(models.TextChoices):
    """How far a text had come."""

    PRELIMINARY_DRAFT = "preliminary_draft", _("Preliminary draft")
    DRAFT = "draft", _("Draft before the assembly")
    ADOPTED = "adopted", _("Adopted text")
    IN_FORCE = "in_force", _("Text in force")


class Addressee(KeyedPart):
    """To whom an opinion was sent: a function, who held it then, when it was delivered and acknowledged."""

    PROSE = ("function",)
    FACTS = ("delivered_on", "acknowledged_on")

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="addressees")
    function = GuardedCharField(_("function"), max_length=200)
    holder = GuardedCharField(_("holder"), max_length=120, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)

    panels: ClassVar[list] = [FieldPanel(name) for name in ("function", "holder", "delivered_on", "acknowledged_on")]

    def __str__(self) -> str:
        return self.function

    def clean(self) -> None:
        """Refuse a receipt that comes before what is received."""
        super().clean()
        if self.acknowledged_on and (not self.delivered_on or self.acknowledged_on < self.delivered_on):
            raise ValidationError({"acknowledged_on": _("An opinion is acknowledged once it was delivered.")})


class TextVersion(KeyedPart):
    """One version of the text aimed at."""

    PROSE = ("name",)
    FACTS = ("date", "stage")

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="text_versions")
    date = models.DateField(_("date"))
    name = GuardedCharField(_("name of the version"), max_length=200)
    stage = models.CharField(_("stage of that text"), max_length=20, choices=TextStage.choices, blank=True)
    source = models.URLField(_("source"), blank=True, max_length=500)

    panels: ClassVar[list] = [FieldPanel(name) for name in ("date", "name", "stage", "source")]

    class Meta(KeyedPart.Meta):
        ordering: ClassVar[list] = ["date", "sort_order"]

    def __str__(self) -> str:
        return self.name


class FollowUpStep(KeyedPart):
    """What became of an opinion on one date, with its source."""

    PROSE = ("text",)
    FACTS = ("date",)

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="steps")
    date = models.DateField(_("date"))
    text = GuardedTextField(_("text"))
    source = models.URLField(_("source"), blank=True, max_length=500)

    panels: ClassVar[list] = [FieldPanel(name) for name in ("date", "text", "source")]

    class Meta(KeyedPart.Meta):
        ordering: ClassVar[list] = ["date", "sort_order"]

    def __str__(self) -> str:
        return f"{self.date}: {self.text[:60]}"


class Reservation(KeyedPart):
    """What an organisation holds against a part of an opinion, or thinks in place of it."""

    class Kind(models.TextChoices):
        """How far it goes."""

        RESERVATION = "reservation", _("Reservation")
        MINORITY = "minority", _("Minority position")

    PROSE = ("text",)

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="reservations")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.RESERVATION)
    organisation = GuardedCharField(_("organisation"), max_length=160)
    text = GuardedTextField(_("text"))

    panels: ClassVar[list] = [FieldPanel(name) for name in ("kind", "organisation", "text")]

    def __str__(self) -> str:
        return self.organisation


class Signatory(KeyedPart):
    """Who signed: a function, and the name where it is wished."""

    PROSE = ("function",)

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="signatories")
    name = GuardedCharField(_("name"), max_length=120, blank=True)
    function = GuardedCharField(_("function"), max_length=200)

    panels: ClassVar[list] = [FieldPanel("function"), FieldPanel("name")]

    def __str__(self) -> str:
        return self.function


class OpinionAnnex(Annex):
    """A document that belongs to an opinion."""

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="annexes")


class RelatedPublication(Orderable):
    """Another page that somebody who reads an opinion may want to read."""

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="related")
    publication = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("publication"))

    panels: ClassVar[list] = [PageChooserPanel("publication")]

    def __str__(self) -> str:
        return str(self.publication)
