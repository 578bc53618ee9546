"""The lanes that keep a side's own deliberation apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lane(models.TextChoices):
    """Who a text is for. Never widened silently."""

    COMMON = "common", _("Common: every bench")
    FEDERATIONS = "federations", _("Federations: federations and CPAS only")
    ADMINISTRATION = "administration", _("Administration: SPP-IS only")
    ORGANISATION = "organisation", _("Own organisation: your organisation only")


SHARED = (Lane.COMMON, Lane.FEDERATIONS, Lane.ADMINISTRATION)
SHORT = {
    Lane.COMMON: _("Common"),
    Lane.FEDERATIONS: _("Federations"),
    Lane.ADMINISTRATION: _("Administration"),
    Lane.ORGANISATION: _("Own organisation"),
}
