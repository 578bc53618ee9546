"""Who hears of a departure: whoever took something over, of the organisation in which it is told."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.organisations.models import Membership
from committee.people.models import Person

TOOK_OVER = register_reason("took_over", 12, _("You took over from somebody who left."), own=True)


def hearing_of_handover(entry: Entry) -> Hearing:
    """Those to whom something passed."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "handover")
    here = Membership.objects.current().filter(organisation=entry.organisation_id).values("person")
    people = Person.objects.filter(taken_over__handover=int(key), pk__in=here, is_active=True).distinct()
    return [(person, TOOK_OVER) for person in people]
