"""The kind *handover*: somebody left, and what they had in hand passed to colleagues."""

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import SubjectKind
from committee.members.recipients import hearing_of_handover

HANDOVER = SubjectKind(
    code="handover",
    label=_("Handover"),
    plural=_("Handovers"),
    address="members:handover",
    recipients=hearing_of_handover,
)
