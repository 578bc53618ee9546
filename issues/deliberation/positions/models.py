"""Positions on whatever has a place in the journal, named by its kind and key, and the rounds in which they are taken."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from committee.access.models import Space
from committee.access.standing import standing_of
from committee.people.models import Reader
from committee.privacy.models import GuardedJSONField, GuardedTextField
from committee.seats.models import Seat
from issues.deliberation.positions.states import QUALIFYING, Outcome, Stance


class Consultation(models.Model):
    """One round of positions on a thing: open until it is sealed with its outcome; a review begins the next round.

    `space` is the lane in which the thing stands, and in which what counts is said. `benches` keeps, once sealed, what
    each bench thought, as it was computed.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField(default=1)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=30, choices=Outcome.choices, blank=True)
    benches = GuardedJSONField(default=list)
    review_on = models.DateField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, help_text="Its review was called for.")

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "key", "number"], name="one_round_of_positions_per_number"),
            models.UniqueConstraint(
                fields=["kind", "key"], condition=models.Q(sealed_at=None), name="one_open_round_of_positions_per_thing"
            ),
            models.CheckConstraint(
                condition=models.Q(sealed_at=None, outcome="")
                | (models.Q(sealed_at__isnull=False) & ~models.Q(outcome="")),
                name="sealed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}, {self.number}"

    @property
    def about(self) -> tuple[str, str]:
        """The thing, as the journal names it."""
        return (self.kind, self.key)


class PositionQuerySet(models.QuerySet["Position"]):
    """Vocabulary for sets of positions."""

    def visible_to(self, person: Reader) -> PositionQuerySet:
        """Keep the positions of lanes that the person reads."""
        return self.filter(space_id__in=standing_of(person).readable_ids)

    def current(self) -> PositionQuerySet:
        """Keep those that stand: not revised since, and not contradicted by their seat."""
        return self.filter(superseded_at=None)


class Position(models.Model):
    """What a seat thinks, said in one lane by whoever speaks for it, or on its behalf; revised, it stays as history.

    `on_behalf`: the secretariat recorded it for a seat that told it; the seat confirms or contradicts it.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="positions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="positions")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=20, choices=Stance.choices)
    text = GuardedTextField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    on_behalf = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    contradicted_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ("taken_at", "pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["consultation", "seat", "space"],
                condition=models.Q(superseded_at=None),
                name="one_current_position_per_seat_thing_and_lane",
            ),
            models.CheckConstraint(
                condition=~models.Q(stance__in=QUALIFYING) | ~models.Q(text=""), name="a_qualified_position_has_words"
            ),
            models.CheckConstraint(
                condition=models.Q(contradicted_at=None) | models.Q(superseded_at__isnull=False),
                name="what_is_contradicted_stands_no_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.stance}"

    @property
    def is_unconfirmed(self) -> bool:
        """Whether its seat has not said yet that this is its position."""
        return self.on_behalf and self.confirmed_at is None
