"""Who stands in for whom today."""

from collections.abc import Collection

from django.db.models import Q

from committee.absences.models import Absence
from committee.access.standing import standing_of
from committee.people.models import Person, Reader


def substitutes_of(people: Collection[int]) -> dict[int, Person]:
    """The colleague who stands in today for each of some people, where one does; one query."""
    away = Absence.objects.current().filter(person__in=people, substitute__is_active=True)
    return {
        absence.person_id: absence.substitute for absence in away.select_related("substitute") if absence.substitute
    }


def awaiting_the_absent(person: Person) -> Q:
    """What awaits, by name, somebody for whom a person stands in today: a condition on duties, no query of its own."""
    away = Absence.objects.current().filter(substitute=person).values("person")
    return Q(person__in=away, organisation__in=standing_of(person).organisation_ids)


def stands_in_for(person: Reader, other_id: int) -> bool:
    """Whether a person stands in for another today."""
    return Absence.objects.current().filter(person=other_id, substitute=person.pk).exists()
