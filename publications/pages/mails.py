"""What is told of a review, as mails of the portal in place of Wagtail's: to approvers, and to who submitted."""

from __future__ import annotations

import logging
from collections.abc import Collection
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin import mail as wagtail
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from committee.correspondence.mails import compose_mail
from committee.people.models import Person

log = logging.getLogger(__name__)


class ReviewMails:
    """Sends one step of a review, without the title of the text: a locked screen shows a subject to anybody."""

    subject = gettext_lazy("A text awaits your approval")
    words = gettext_lazy(
        "A text for the public pages was submitted. Read it, then approve it, which publishes it, or ask for changes:"
    )

    def send_emails(
        self, template_set: dict[str, str], context: dict[str, Any], recipients: Collection, **_facts
    ) -> bool:
        """Send to each. Returns whether all left."""
        left = [self.send(person, context) for person in recipients]
        return all(left)

    def send(self, person: Person, context: dict[str, Any]) -> bool:
        """Send one; the editor who waits for the page hears nothing of a mail server that fails."""
        try:
            self.write(person, context).send()
        except (SMTPException, OSError):
            log.exception("a mail about a review did not leave")
            return False
        return True

    def write(self, person: Person, context: dict[str, Any]) -> EmailMultiAlternatives:
        """The mail to one person, in their language."""
        with override(person.language):
            return compose_mail(
                to=person.email,
                language=person.language,
                subject=str(self.subject),
                preheader=str(self.subject),
                template="publications/pages/review_mail.html",
                context={
                    "words": self.words,
                    "comment": context.get("comment", ""),
                    "page_url": self.address_of(context["page"]),
                },
                ways=[(_("Choose what you are mailed"), settings.SITE_URL + reverse("wagtailadmin_account"))],
            )

    def address_of(self, page: Page) -> str:
        """Where the text is read and changed."""
        return settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])


class Submitted(ReviewMails, wagtail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """A page awaits those who approve."""


class Begun(ReviewMails, wagtail.WorkflowStateSubmissionEmailNotifier):
    """A page was submitted, for whoever follows all workflows."""


class Approved(ReviewMails, wagtail.WorkflowStateApprovalEmailNotifier):
    """A page was approved."""

    subject = gettext_lazy("A text that you submitted was approved")
    words = gettext_lazy("It is public now:")

    def address_of(self, page: Page) -> str:
        """Where it is public."""
        return str(page.full_url)


class Rejected(ReviewMails, wagtail.WorkflowStateRejectionEmailNotifier):
    """A page was sent back."""

    subject = gettext_lazy("Changes are asked for in a text that you submitted")
    words = gettext_lazy("Read what is asked, change the text and submit it again:")


NOTIFIERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", Submitted()),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", Begun()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", Approved()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", Rejected()),
)
"""Signal, sender, the name under which Wagtail would listen, and who listens instead."""
