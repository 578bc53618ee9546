"""The mail that brings an invitation, in the language of the person who is invited."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from committee.correspondence.mails import compose_mail
from committee.invitations.links import link_to
from committee.invitations.models import Invitation
from committee.invitations.states import State


def write_invitation(invitation: Invitation) -> EmailMultiAlternatives:
    """What somebody reads who has never seen the portal: who invites them, to what, until when, and the link."""
    with override(invitation.language):
        return compose_mail(
            to=invitation.address,
            language=invitation.language,
            subject=_("your invitation"),
            preheader=_("The link under which you open your account"),
            template="committee/invitations/mails/invitation.html",
            context={
                "organisation": invitation.organisation.name,
                "technical": invitation.is_technical,
                "role": invitation.role_label,
                "by": invitation.invited_by.function,
                "url": link_to(invitation),
                "until": date_format(timezone.localtime(invitation.expires_at), "j F Y"),
            },
        )


@task()
def send_invitation(invitation_id: int) -> None:
    """Write and send it, while it can still be accepted; where that fails, it is tried again."""
    known = Invitation.objects.select_related("organisation", "invited_by").filter(pk=invitation_id).first()
    if known is not None and known.state == State.OPEN:
        write_invitation(known).send()
