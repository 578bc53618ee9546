"""What a CPAS says of a delivered solution."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What a CPAS says of a delivered solution; the value is its cell in the strip."""

    WORKS = "w", _("Works")
    PARTLY = "p", _("Works partly")
    FAILS = "x", _("Does not work")
    NOT_TESTED = "t", _("Not tested yet")


DOUBTS = (Outcome.PARTLY, Outcome.FAILS)
