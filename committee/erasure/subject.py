"""The kind *erasure*: somebody's data are asked to be erased; its page is the person's."""

from django.utils.translation import gettext_lazy as _

from committee.erasure.recipients import hearing_of_erasure
from committee.journal.subjects import SubjectKind

ERASURE = SubjectKind(
    code="erasure",
    label=_("Erasure of data"),
    plural=_("Erasures of data"),
    address="members:profile",
    recipients=hearing_of_erasure,
)
