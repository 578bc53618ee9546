"""What Wagtail tells of a workflow, as mails of the portal: its words in our layout, in the language of the reader."""

from __future__ import annotations

import logging
from collections.abc import Collection
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin import mail as wagtail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from committee.correspondence.mails import compose_mail
from committee.people.models import Person

log = logging.getLogger(__name__)


def write_step(person: Person, template: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    """The mail about one step of a workflow."""
    with override(person.language):
        return compose_mail(
            to=person.email,
            language=person.language,
            subject=_("a page of the public site"),
            preheader=_("A page of the public site was submitted, approved or sent back."),
            template=template,
            context=context | {"user": person, "base_url": settings.SITE_URL},
            ways=[(_("Choose what you are mailed"), settings.SITE_URL + reverse("wagtailadmin_account"))],
        )


class OurMails:
    """Sends what a notifier of Wagtail tells as mails of the portal."""

    def send_emails(
        self, template_set: dict[str, str], context: dict[str, Any], recipients: Collection, **_facts
    ) -> bool:
        """Send to each. Returns whether all left."""
        left = [send_step(person, template_set["html"], context) for person in recipients]
        return all(left)


def send_step(person: Person, template: str, context: dict[str, Any]) -> bool:
    """Send one; the editor who waits for the page hears nothing of a mail server that fails."""
    try:
        write_step(person, template, context).send()
    except (SMTPException, OSError):
        log.exception("a mail about a workflow did not leave")
        return False
    return True


class Submitted(OurMails, wagtail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """A page awaits a group."""


class Begun(OurMails, wagtail.WorkflowStateSubmissionEmailNotifier):
    """A page was submitted."""


class Approved(OurMails, wagtail.WorkflowStateApprovalEmailNotifier):
    """A page was approved."""


class Rejected(OurMails, wagtail.WorkflowStateRejectionEmailNotifier):
    """A page was sent back."""


NOTIFIERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", Submitted()),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", Begun()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", Approved()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", Rejected()),
)
"""Signal, sender, the name under which Wagtail would listen, and who listens instead."""
