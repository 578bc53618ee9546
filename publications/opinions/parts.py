"""The smaller parts of an opinion's page: addressees, what became of it, reservations, signatories."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from committee.privacy.models import GuardedCharField, GuardedTextField


class Addressee(Orderable):
    """To whom an opinion was sent: a function, and who held it then."""

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="addressees")
    function = GuardedCharField(_("function"), max_length=200)
    holder = GuardedCharField(_("holder"), max_length=120, blank=True)

    def __str__(self) -> str:
        return self.function


class FollowUpStep(Orderable):
    """What became of an opinion on one date, with its source."""

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="steps")
    date = models.DateField(_("date"))
    text = GuardedTextField(_("text"))
    source = models.URLField(_("source"), blank=True, max_length=500)

    class Meta(Orderable.Meta):
        ordering: ClassVar[list] = ["date", "sort_order"]

    def __str__(self) -> str:
        return f"{self.date}: {self.text[:60]}"


class Reservation(Orderable):
    """What an organisation holds against a part of an opinion that it otherwise supports."""

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="reservations")
    organisation = GuardedCharField(_("organisation"), max_length=160)
    text = GuardedTextField(_("text"))

    def __str__(self) -> str:
        return self.organisation


class Signatory(Orderable):
    """Who signed, by name or function."""

    page = ParentalKey("publications.OpinionPage", on_delete=models.CASCADE, related_name="signatories")
    name = GuardedCharField(_("name"), max_length=120, blank=True)
    function = GuardedCharField(_("function"), max_length=200)

    def __str__(self) -> str:
        return self.function
