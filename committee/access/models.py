"""Spaces: the containers on which every right stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from committee.access.lanes import SHARED, SHORT, Lane
from committee.organisations.models import Organisation


class SpaceQuerySet(models.QuerySet["Space"]):
    """Vocabulary for sets of spaces."""

    def lane(self, lane: Lane) -> Space:
        """Return the one space of a shared lane, made on first use."""
        return self.get_or_create(lane=lane, organisation=None)[0]

    def own(self, organisation: Organisation) -> Space:
        """Return the one space of an organisation, made on first use."""
        return self.get_or_create(lane=Lane.ORGANISATION, organisation=organisation)[0]


class Space(models.Model):
    """A lane shared by several organisations, or the own space of one."""

    lane = models.CharField(max_length=20, choices=Lane.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SpaceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions: ClassVar[list] = [("read_space", "Can read"), ("write_space", "Can write")]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["lane"], condition=models.Q(organisation=None), name="one_space_per_shared_lane"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(organisation__isnull=False),
                name="one_own_space_per_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(lane__in=SHARED, organisation=None)
                | models.Q(lane=Lane.ORGANISATION, organisation__isnull=False),
                name="only_an_own_space_has_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return str(SHORT[Lane(self.lane)])
