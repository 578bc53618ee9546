"""An event at a door of the site. It stands alone: no page and no right depends on it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.journal.models import Entry


class Event(models.TextChoices):
    """What happened."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGNED_OUT = "signed_out", _("Signed out")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in refused")
    REFUSED = "refused", _("Page or deed refused")
    ACCOUNT = "account", _("Password or second factor changed")
    RIGHT = "right", _("Right changed")
    EXPORT = "export", _("Taken out")


class SecurityEvent(models.Model):
    """One event; `person` did it, or it was done with their account. Of an address without account nothing is kept."""

    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=20, choices=Event.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    ip = models.GenericIPAddressField(null=True, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    detail = models.CharField(max_length=200, blank=True, help_text="A code or a path; never what somebody wrote.")

    class Meta:
        ordering = ("-at", "-pk")
        indexes: ClassVar[list] = [models.Index(fields=["event", "-at"], name="security_by_event")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"
