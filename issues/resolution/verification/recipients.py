"""Who hears of a relapse besides those whom the solution concerns."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.organisations.models import MembershipRole
from committee.people.models import Person

RELAPSED = "solution.relapsed"
"""The verb of a relapse."""
KEEPS = register_reason("relapse", 55, _("The secretariat follows every relapse."))


def secretariat_of_relapse(entry: Entry) -> Hearing:
    """The secretariat, where a CPAS reports that a solution works no longer."""
    if entry.verb != RELAPSED:
        return []
    keeping = {"memberships__role": MembershipRole.SECRETARIAT, "memberships__ended_on": None}
    return [(person, KEEPS) for person in Person.objects.filter(is_active=True, **keeping).distinct()]
