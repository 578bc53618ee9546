"""The kind *joining*: somebody asks for an account."""

from django.utils.translation import gettext_lazy as _

from committee.joining.recipients import hearing_of_joining
from committee.journal.subjects import SubjectKind

JOINING = SubjectKind(
    code="joining",
    label=_("Request to join"),
    plural=_("Requests to join"),
    address="joining:request",
    recipients=hearing_of_joining,
)
