"""Numbers that are kept where problems change: the last reference of a year, and how many problems have a value."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from committee.access.models import Space

Coordinate = tuple[int, str, str]
"""Where something is counted: a space, a scheme, a value."""


class ReferenceCounter(models.Model):
    """The last number given in a year; its row is locked while the next is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class ProblemCount(models.Model):
    """How many problems of a space have a value in a dimension, kept in the transaction that changes one.

    `scheme` is "all", a taxonomy, or a field of Problem; `value` is a term's identifier or the field's value as text.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=40, blank=True)
    problems = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["space", "scheme", "value"], name="one_census_of_a_value")
        ]

    def __str__(self) -> str:
        return f"{self.space_id} {self.scheme}={self.value}: {self.problems}"
