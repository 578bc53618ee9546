"""A seat belongs to an organisation; a mandate gives it to a person from one date to another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import SHARED, Lane
from committee.access.models import Space
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.privacy.models import GuardedCharField

SEAT = "seat"
"""How the journal names a seat."""


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


class Voice(models.TextChoices):
    """How a seat takes part in what is decided."""

    VOTING = "voting", _("Voting")
    ADVISORY = "advisory", _("Advisory")


class Capacity(models.TextChoices):
    """How a person holds a seat."""

    TITULAR = "titular", _("Full member")
    SUBSTITUTE = "substitute", _("Substitute member")
    OBSERVER = "observer", pgettext_lazy("capacity", "Observer")
    EXPERT = "expert", pgettext_lazy("capacity", "Expert")


class SeatQuerySet(models.QuerySet["Seat"]):
    """Vocabulary for sets of seats."""

    def standing(self) -> SeatQuerySet:
        """Keep those that are not closed."""
        return self.filter(models.Q(closed_on=None) | models.Q(closed_on__gt=clock.today()))

    def closed(self) -> SeatQuerySet:
        """Keep those that wait for nobody any longer."""
        return self.filter(closed_on__lte=clock.today())


class Seat(models.Model):
    """A place at the table; positions and commitments belong to it, not to the person who holds it.

    `closed_on` is the first day on which it is no more; until then a seat that nobody holds is vacant.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seats")
    bench = models.CharField(max_length=20, choices=Bench.choices)
    voice = models.CharField(max_length=10, choices=Voice.choices, default=Voice.VOTING)
    opens = models.CharField(
        max_length=20,
        choices=[(lane, lane.label) for lane in SHARED],
        default=Lane.COMMON,
        help_text="The lane that an observer's seat opens to reading.",
    )
    closed_on = models.DateField(null=True, blank=True)
    closing_reason = GuardedCharField(max_length=240, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_bench_display()})"

    @property
    def is_closed(self) -> bool:
        """Whether it is no more."""
        return self.closed_on is not None and self.closed_on <= clock.today()

    @property
    def writes(self) -> bool:
        """Whether who holds the seat may write, or only reads."""
        return self.bench != Bench.OBSERVERS

    @property
    def capacities(self) -> tuple[Capacity, ...]:
        """How it can be held, what is usual first."""
        return (Capacity.TITULAR, Capacity.SUBSTITUTE) if self.writes else (Capacity.OBSERVER, Capacity.EXPERT)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes that a mandate for it opens."""
        return OPENED_BY[Bench(self.bench)] if self.writes else (Lane(self.opens),)

    def spaces(self) -> list[Space]:
        """The spaces that a mandate for this seat opens."""
        return [Space.objects.lane(lane) for lane in self.lanes]


class MandateQuerySet(models.QuerySet):
    """Vocabulary for sets of mandates."""

    def current(self, on: date | None = None) -> MandateQuerySet:
        """Keep those that are held on a day, today where none is named."""
        day = on or clock.today()
        return self.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=day), began_on__lte=day)

    def not_over(self) -> MandateQuerySet:
        """Keep those that are held or are still to begin."""
        return self.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=clock.today()))

    def between(self, began_on: date, ended_on: date | None) -> MandateQuerySet:
        """Keep those that share a day with a span, which lasts until the day before `ended_on`."""
        sharing = self.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=began_on))
        return sharing.filter(began_on__lt=ended_on) if ended_on else sharing

    def turning(self) -> MandateQuerySet:
        """Keep those whose day to begin or to end has come and was not told in the journal."""
        today = clock.today()
        begun = models.Q(begun=False, over=False, began_on__lte=today)
        return self.filter(begun | models.Q(over=False, ended_on__lte=today))


class Mandate(models.Model):
    """A person holds a seat from one day to another: `ended_on` is the first day on which they hold it no more.

    That no two people hold a seat as full members on one day is refused by the database (`overlaps`).
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates")
    capacity = models.CharField(max_length=20, choices=Capacity.choices, default=Capacity.TITULAR)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    decision = GuardedCharField(max_length=240, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_url = models.URLField(max_length=400, blank=True)
    begun = models.BooleanField(default=False, help_text="Its beginning is told in the journal.")
    over = models.BooleanField(default=False, help_text="Its end is told in the journal.")

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

    @property
    def is_current(self) -> bool:
        """Whether it is held today."""
        return self.began_on <= clock.today() and (self.ended_on is None or self.ended_on > clock.today())

    @property
    def last_day(self) -> date | None:
        """The last day on which it is held, or was; None where no end is set."""
        return max(self.began_on, self.ended_on - timedelta(days=1)) if self.ended_on else None

    @property
    def is_coming(self) -> bool:
        """Whether it is still to begin."""
        return self.began_on > clock.today() and not self.over
