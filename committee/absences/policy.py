"""Who says that somebody is away: the person, or whoever manages the members of their organisation."""

from django.db.models import QuerySet

from committee.access.policy import may_manage_members, runs_the_committee
from committee.organisations.models import Membership
from committee.people.models import Person, Reader


def may_announce_absence(by: Reader, person: Person) -> bool:
    """One's own, a colleague's whose place one manages; the secretariat anybody's."""
    if by.pk == person.pk or runs_the_committee(by):
        return person.is_active
    places = Membership.objects.current().filter(person=person).select_related("organisation")
    return person.is_active and any(may_manage_members(by, place.organisation) for place in places)


def colleagues_of(person: Person) -> QuerySet[Person]:
    """Who may stand in for somebody, or take over from them: those who work for one of the same organisations now."""
    places = Membership.objects.current().filter(person=person).values("organisation")
    here = Membership.objects.current().filter(organisation__in=places).values("person")
    return Person.objects.filter(pk__in=here, is_active=True).exclude(pk=person.pk)
