"""Who hears of what happens to organisations and seats: the ones concerned."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.organisations.models import Membership
from committee.people.models import Person
from committee.seats.models import Mandate

SEATED = register_reason("seated", 14, _("It is about a seat that you hold."))
BELONGS = register_reason("belongs", 40, _("It is about your organisation."))


def hearing_of_seat(entry: Entry) -> Hearing:
    """Whose mandate it is, who else holds the seat, and who coordinates its organisation."""
    subjects = {subject.kind: subject.key for subject in entry.subjects.all()}
    holders = Mandate.objects.not_over().filter(seat=subjects["seat"]).values("person")
    mine = Q(pk=subjects.get("person", 0)) | Q(pk__in=holders)
    seated = Person.objects.filter(mine, is_active=True)
    return [*((person, SEATED) for person in seated), *((person, BELONGS) for person in coordinators_in(entry))]


def hearing_of_organisation(entry: Entry) -> Hearing:
    """Whoever belongs to it."""
    here = Membership.objects.current().filter(organisation=entry.organisation_id).values("person")
    return [(person, BELONGS) for person in Person.objects.filter(pk__in=here, is_active=True)]


def coordinators_in(entry: Entry) -> list[Person]:
    """Who coordinates the organisation of an entry."""
    here = Membership.objects.current().filter(organisation=entry.organisation_id, role="coordinator")
    return list(Person.objects.filter(pk__in=here.values("person"), is_active=True))
