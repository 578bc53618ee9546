"""An absence, known beforehand or from the day itself."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from committee.journal import clock


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Vocabulary for sets of absences."""

    def current(self) -> AbsenceQuerySet:
        """Keep those of today."""
        today = clock.today()
        return self.filter(begins_on__lte=today, ends_on__gte=today)

    def to_come(self) -> AbsenceQuerySet:
        """Keep those of today and of later days, the first one first."""
        return self.filter(ends_on__gte=clock.today()).order_by("begins_on", "pk")


class Absence(models.Model):
    """Somebody is away, both days included; `substitute` is asked what would be asked of them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="substitutions"
    )
    begins_on = models.DateField()
    ends_on = models.DateField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ("-begins_on", "-pk")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on")), name="absence_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=models.Q(substitute=None) | ~models.Q(substitute=models.F("person")),
                name="nobody_stands_in_for_themself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.begins_on} – {self.ends_on}"
