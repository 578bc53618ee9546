"""Who sits on the benches that a lane is for."""

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.organisations.models import Kind
from committee.people.models import Person

SITTING = {
    Lane.COMMON: (Kind.FEDERATION, Kind.ADMINISTRATION),
    Lane.FEDERATIONS: (Kind.FEDERATION,),
    Lane.ADMINISTRATION: (Kind.ADMINISTRATION,),
    Lane.ORGANISATION: (),
}


def bench_of(space: Space) -> list[Person]:
    """The people of the organisations that sit in a lane; nobody for an organisation's own space."""
    current = {"memberships__ended_on": None, "memberships__organisation__kind__in": SITTING[Lane(space.lane)]}
    return list(Person.objects.filter(is_active=True, **current).distinct())
