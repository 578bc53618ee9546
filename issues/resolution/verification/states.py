"""What a CPAS says of a delivered solution, and what the verdicts add up to."""

from collections.abc import Collection, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.resolution.solutions.states import State


class Outcome(models.TextChoices):
    """What a CPAS says of a delivered solution; the value is its cell in the strip."""

    WORKS = "w", _("Works")
    PARTLY = "p", _("Works partly")
    FAILS = "x", _("Does not work")
    NOT_TESTED = "t", _("Not tested yet")


DOUBTS = (Outcome.PARTLY, Outcome.FAILS)


def field_state(outcomes: Mapping[int, str], concerned: Collection[int]) -> State:
    """Verified once every CPAS concerned says that it works, and none, concerned still or not, says otherwise.

    Otherwise delivered: one that has not tested yet keeps the word “verified” back, a relapse takes it away.
    `outcomes` are what CPAS said, by their identifiers.
    """
    said = set(outcomes.values())
    confirmed = Outcome.WORKS in said and all(outcomes.get(one) == Outcome.WORKS for one in concerned)
    return State.VERIFIED if confirmed and not said & set(DOUBTS) else State.DELIVERED
