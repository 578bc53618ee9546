"""Who should hear of a mail that was refused: the person in whose name it was tried, and nobody else."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry

IMITATED = register_reason("imitated", 12, _("The reply address was made for you."), own=True)


def hearing_of_mail(entry: Entry) -> Hearing:
    """The person whom the entry names."""
    return [(entry.actor, IMITATED)]
