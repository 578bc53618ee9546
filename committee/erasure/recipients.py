"""Who hears that somebody asked for erasure: the person, and whoever may close the account and pass on what it holds."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.joining.answering import people_answering
from committee.journal.models import Entry

LETS_GO = register_reason("lets_go", 12, _("You let people in and out."))


def hearing_of_erasure(entry: Entry) -> Hearing:
    """Whoever manages the members of the organisation."""
    organisation = entry.organisation
    return [(person, LETS_GO) for person in people_answering(organisation)] if organisation else []
