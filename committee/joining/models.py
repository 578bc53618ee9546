"""A request to join: who asks, for which organisation, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.invitations.models import Invitation
from committee.organisations.models import Organisation
from committee.people.addresses import AddressField
from committee.privacy.models import GuardedCharField


class JoiningRequestQuerySet(models.QuerySet["JoiningRequest"]):
    """Vocabulary for sets of requests."""

    def open(self) -> JoiningRequestQuerySet:
        """Keep those that nobody has answered, the oldest first."""
        return self.filter(settled_at=None).order_by("asked_at", "pk")


class JoiningRequest(models.Model):
    """What somebody asked by the public form; `space` is the own space of whoever answers it."""

    address = AddressField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    function = GuardedCharField(max_length=120)
    message = GuardedCharField(max_length=500, blank=True)
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, blank=True, related_name="+")

    objects = JoiningRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["address"], condition=models.Q(settled_at=None), name="one_open_request_to_join_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.organisation}"

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names it."""
        return ("joining", str(self.pk))
