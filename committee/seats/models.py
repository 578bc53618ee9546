"""A seat belongs to an organisation; a mandate gives it to a person from one date to another."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import SHARED, Lane
from committee.access.models import Space
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField


class Bench(models.TextChoices):
    """A side of the table."""

    FEDERATIONS = "federations", _("Bench of the federations")
    ADMINISTRATION = "administration", _("Bench of the administration")
    OBSERVERS = "observers", _("Observers and experts")


OPENED_BY = {
    Bench.FEDERATIONS: (Lane.COMMON, Lane.FEDERATIONS),
    Bench.ADMINISTRATION: (Lane.COMMON, Lane.ADMINISTRATION),
    Bench.OBSERVERS: (Lane.COMMON,),
}


class Committee(models.Model):
    """A committee, with the organisation that holds its secretariat."""

    name_fr = GuardedCharField(max_length=160)
    name_nl = GuardedCharField(max_length=160)
    secretariat = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name_nl if get_language() == "nl" else self.name_fr


class Seat(models.Model):
    """A place at the table; positions and commitments belong to it, not to the person who holds it."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seats")
    bench = models.CharField(max_length=20, choices=Bench.choices)
    opens = models.CharField(
        max_length=20,
        choices=[(lane, lane.label) for lane in SHARED],
        default=Lane.COMMON,
        help_text="The lane that an observer's seat opens to reading.",
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_bench_display()})"

    @property
    def writes(self) -> bool:
        """Whether who holds the seat may write, or only reads."""
        return self.bench != Bench.OBSERVERS

    def spaces(self) -> list[Space]:
        """The spaces that a mandate for this seat opens."""
        lanes = OPENED_BY[Bench(self.bench)] if self.writes else (Lane(self.opens),)
        return [Space.objects.lane(lane) for lane in lanes]


class MandateQuerySet(models.QuerySet):
    """Vocabulary for sets of mandates."""

    def current(self) -> MandateQuerySet:
        """Keep those that have not ended."""
        return self.filter(ended_on=None)


class Mandate(models.Model):
    """A person holds a seat, as titular or substitute, from one date to another."""

    class Capacity(models.TextChoices):
        """How the seat is held."""

        TITULAR = "titular", _("Full member")
        SUBSTITUTE = "substitute", _("Substitute member")

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates")
    capacity = models.CharField(max_length=20, choices=Capacity.choices, default=Capacity.TITULAR)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["seat", "person"],
                condition=models.Q(ended_on=None),
                name="one_current_mandate_per_seat_and_person",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("began_on")),
                name="mandate_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.seat}"
