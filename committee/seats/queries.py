"""The history of rights: who could read a space, by which membership or mandate, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.roles import ROLES, Role, role_of
from committee.journal import clock
from committee.journal.models import Subject
from committee.organisations.models import Membership, Organisation
from committee.seats.models import OPENED_BY, Bench, Mandate

MEMBERSHIP_BEGAN, MEMBERSHIP_ENDED = "membership.began", "membership.ended"
MANDATE_BEGAN, MANDATE_ENDED = "mandate.began", "mandate.ended"
Moments = dict[tuple[str, int, int, date], datetime]


@dataclass(frozen=True)
class Right:
    """One person's right to read a space. `by` is a role's code or a bench; `until` is None while it lasts.

    `closed`: the account can no longer sign in, so that the right is of no use now.
    """

    space_id: int
    person_id: int
    organisation_id: int
    function: str
    kind: str
    by: str
    mandate: bool
    since: datetime
    until: datetime | None
    closed: bool


def rights_on(spaces: Iterable[Space]) -> list[Right]:
    """Every right to read some spaces that there ever was, by organisation and beginning; three queries."""
    spaces = list(spaces)
    moments = recorded_moments()
    rights = [right for space in spaces for right in (*by_roles(space, moments), *by_mandates(space, moments))]
    return sorted(rights, key=lambda right: (right.organisation_id, right.since, right.person_id))


def by_roles(space: Space, moments: Moments) -> Iterable[Right]:
    """The rights that come from belonging to an organisation."""
    roles = [role for role in ROLES if space.lane in role.reads]
    held = Membership.objects.filter(roles_held(roles)).select_related("person", "organisation").order_by("pk")
    if space.lane == Lane.ORGANISATION:
        held = held.filter(organisation=space.organisation_id)
    for one in held:
        role = role_of(one.organisation.kind, one.role)
        span = (one, one.organisation, MEMBERSHIP_BEGAN, MEMBERSHIP_ENDED)
        if role:
            yield right_of(space, role.code, False, *span, moments)


def roles_held(roles: Iterable[type[Role]]) -> Q:
    """Memberships that give one of some roles."""
    held = Q(pk__in=[])
    for role in roles:
        held |= Q(organisation__kind=role.kind, role=role.membership)
    return held


def by_mandates(space: Space, moments: Moments) -> Iterable[Right]:
    """The rights that come from holding a seat."""
    if space.lane == Lane.ORGANISATION:
        return
    benches = [bench for bench, lanes in OPENED_BY.items() if bench != Bench.OBSERVERS and space.lane in lanes]
    opening = Q(seat__bench__in=benches) | Q(seat__bench=Bench.OBSERVERS, seat__opens=space.lane)
    for one in Mandate.objects.filter(opening).select_related("person", "seat__organisation").order_by("pk"):
        span = (one, one.seat.organisation, MANDATE_BEGAN, MANDATE_ENDED)
        if one.began_on <= clock.today():
            yield right_of(space, one.seat.bench, True, *span, moments)


def right_of(
    space: Space,
    by: str,
    mandate: bool,
    place: Membership | Mandate,
    organisation: Organisation,
    began: str,
    ended: str,
    moments: Moments,
) -> Right:
    """A membership or a mandate as a right on a space."""
    key = (place.person_id, organisation.pk)
    since = moments.get((began, *key, place.began_on)) or edge_of(place.began_on)
    until = None
    if place.ended_on and not (mandate and place.ended_on > clock.today()):
        known_by_its_day = place.ended_on if mandate else place.ended_on + timedelta(days=1)
        until = moments.get((ended, *key, place.ended_on)) or edge_of(known_by_its_day)
    person = place.person
    facts = (space.pk, person.pk, organisation.pk, person.function, organisation.kind, by, mandate, since, until)
    return Right(*facts, closed=not person.is_active)


def edge_of(day: date) -> datetime:
    """The beginning of a day in Brussels: a place that is known only by its day lasts from its first moment to its last."""
    return timezone.make_aware(datetime.combine(day, time()))


def recorded_moments() -> Moments:
    """When each change of place was recorded, by verb, person, organisation and day; one query."""
    verbs = (MEMBERSHIP_BEGAN, MEMBERSHIP_ENDED, MANDATE_BEGAN, MANDATE_ENDED)
    told = Subject.objects.filter(kind="person", entry__verb__in=verbs, entry__organisation__isnull=False)
    rows = told.order_by("entry__at").values_list("entry__verb", "key", "entry__organisation", "entry__at")
    return {(verb, int(key), place, timezone.localtime(at).date()): at for verb, key, place, at in rows}
