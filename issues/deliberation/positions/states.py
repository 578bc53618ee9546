"""What a seat can think of a thing, and what the benches think of it together, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stance(models.TextChoices):
    """The position of one seat."""

    SUPPORT = "support", pgettext_lazy("position", "Support")
    SUPPORT_IF = "support_if", pgettext_lazy("position", "Support if…")
    RESERVATION = "reservation", pgettext_lazy("position", "Reservation")
    OPPOSED = "opposed", pgettext_lazy("position", "Opposed")
    NOTES = "notes", pgettext_lazy("position", "Takes note")
    NO_MANDATE = "no_mandate", pgettext_lazy("position", "No mandate yet")


QUALIFYING = (Stance.SUPPORT_IF, Stance.RESERVATION, Stance.OPPOSED)
"""The positions that mean nothing without words."""


class Leaning(models.TextChoices):
    """What the voting seats of one bench think together."""

    SUPPORTS = "supports", pgettext_lazy("bench", "supports")
    CONDITIONAL = "conditional", pgettext_lazy("bench", "supports under conditions")
    NOTES = "notes", pgettext_lazy("bench", "takes note")
    RESERVED = "reserved", pgettext_lazy("bench", "has reservations")
    OPPOSES = "opposes", pgettext_lazy("bench", "is opposed")
    DIVIDED = "divided", pgettext_lazy("bench", "is divided")
    NO_QUORUM = "no_quorum", pgettext_lazy("bench", "has no quorum")


class Outcome(models.TextChoices):
    """What the benches think together; none is ever outvoted."""

    JOINT = "joint", _("Joint position")
    JOINT_CONDITIONAL = "joint_conditional", _("Joint position, under conditions")
    FEDERATIONS_NOTED = "federations_noted", _("Position of the federations; the administration takes note")
    FEDERATIONS_ONLY = "federations_only", _("Position of the federations only")
    ADMINISTRATION_NOTED = "administration_noted", _("Position of the administration; the federations take note")
    ADMINISTRATION_ONLY = "administration_only", _("Position of the administration only")
    REJECTED = "rejected", _("Jointly opposed")
    NO_AGREEMENT = "no_agreement", _("No common position")
    NO_QUORUM = "no_quorum", _("No quorum")
