"""The kind *mail*: a reply that was refused."""

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import SubjectKind
from issues.conversation.email_replies.recipients import hearing_of_mail

MAIL = SubjectKind(
    code="mail",
    label=_("Reply by mail"),
    plural=_("Replies by mail"),
    address="issues:post",
    recipients=hearing_of_mail,
)
