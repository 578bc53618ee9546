"""An invitation: who is asked to come in, as what, by whom, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committee.access.roles import role_of
from committee.invitations.states import State
from committee.journal import clock
from committee.organisations.models import MembershipRole, Organisation
from committee.people.addresses import AddressField
from committee.privacy.models import GuardedCharField
from committee.seats.models import Capacity, Seat

LASTS = timedelta(days=14)
"""How long a link can be used after it was sent."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Vocabulary for sets of invitations."""

    def pending(self) -> InvitationQuerySet:
        """Keep those that were neither accepted nor withdrawn, expired or not."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def expired(self) -> InvitationQuerySet:
        """Keep those that waited too long."""
        return self.pending().filter(expires_at__lte=clock.now())


class Invitation(models.Model):
    """A place that waits for whoever holds an address. Of the link only a fingerprint is kept: see `links`."""

    address = AddressField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=MembershipRole.choices, default=MembershipRole.MEMBER)
    is_technical = models.BooleanField(
        default=False,
        help_text="Opens the account of a technical administrator, and gives no place in the organisation.",
    )
    function_fr = GuardedCharField(_("function in French"), max_length=120, blank=True)
    function_nl = GuardedCharField(_("function in Dutch"), max_length=120, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(max_length=20, choices=Capacity.choices, blank=True, default="")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    times_sent = models.PositiveSmallIntegerField(default=1)
    nonce = models.CharField(max_length=32, help_text="Without the site's secret key it opens nothing.")
    token_hash = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who accepted it."
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["address"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="an_invitation_is_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, person=None)
                | models.Q(accepted_at__isnull=False, person__isnull=False),
                name="an_accepted_invitation_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"

    @property
    def state(self) -> State:
        """What has become of it by now."""
        if self.accepted_at:
            return State.ACCEPTED
        if self.withdrawn_at:
            return State.WITHDRAWN
        return State.EXPIRED if self.expires_at <= clock.now() else State.OPEN

    @property
    def role_label(self) -> str:
        """What the person is to become, in the reader's language."""
        if self.is_technical:
            return str(_("Technical administration"))
        role = role_of(self.organisation.kind, self.role)
        return str(role.label if role else self.get_role_display())
