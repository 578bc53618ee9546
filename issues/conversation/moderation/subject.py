"""The kind *report*: a message that somebody reported."""

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import SubjectKind
from issues.conversation.moderation.recipients import hearing_of_report

REPORT = SubjectKind(
    code="report",
    label=_("Report"),
    plural=_("Reports"),
    address="issues:reported",
    recipients=hearing_of_report,
)
