"""The kind *request*: what the secretariat asks of who filed a problem."""

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import SubjectKind
from issues.intake.triage.recipients import hearing_of_request

REQUEST = SubjectKind(
    code="request",
    label=_("Question to the reporter"),
    plural=_("Questions to the reporter"),
    address="issues:request",
    recipients=hearing_of_request,
)
