"""Who speaks for a seat today: its full member; a substitute member while the full member is away, or where there is none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from committee.absences.models import Absence
from committee.access.standing import standing_of
from committee.people.models import Person, Reader
from committee.seats.models import Bench, Capacity, Mandate, Seat


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks for a seat today; `instead_of` is the full member who is away, for a substitute."""

    person: Person
    seat: Seat
    instead_of: Person | None = None


def speaking_mandates() -> QuerySet[Mandate]:
    """The mandates by which somebody speaks for a seat on a bench today."""
    away = Absence.objects.current().filter(person=OuterRef("person"))
    full = Mandate.objects.current().filter(capacity=Capacity.TITULAR, person__is_active=True)
    present = full.filter(~Exists(away), seat=OuterRef("seat"))
    held = Mandate.objects.current().filter(person__is_active=True).exclude(seat__bench=Bench.OBSERVERS)
    return held.filter(Q(capacity=Capacity.TITULAR) | Q(~Exists(present), capacity=Capacity.SUBSTITUTE))


def seats_spoken_for(person: Reader) -> dict[int, Speaker]:
    """The seats for which a person speaks today, by identifier; two queries at most, none for who has no standing."""
    if not isinstance(person, Person) or not standing_of(person).is_member:
        return {}
    mandates = list(speaking_mandates().filter(person=person.pk).select_related("seat__organisation", "person"))
    return {speaker.seat.pk: speaker for speaker in speakers_by(mandates)}


def speakers_of(seats: Collection[int]) -> list[Speaker]:
    """Those who speak for some seats today; two queries at most, none where there are no seats."""
    mandates = speaking_mandates().filter(seat__in=seats) if seats else Mandate.objects.none()
    return speakers_by(list(mandates.select_related("seat__organisation", "person").order_by("seat", "pk")))


def speakers_by(mandates: list[Mandate]) -> list[Speaker]:
    """The speakers whose mandates these are, each substitute with whom they act for; one query where there are any."""
    acting = [one.seat_id for one in mandates if one.capacity == Capacity.SUBSTITUTE]
    full = Mandate.objects.current().filter(seat__in=acting, capacity=Capacity.TITULAR).select_related("person")
    absent = {one.seat_id: one.person for one in full} if acting else {}
    return [
        Speaker(one.person, one.seat, absent.get(one.seat_id) if one.capacity == Capacity.SUBSTITUTE else None)
        for one in mandates
    ]


def people_speaking_for(seats: Collection[int]) -> list[Person]:
    """Those who speak for some seats today, each once."""
    return list({one.person.pk: one.person for one in speakers_of(seats)}.values())


def awaiting_the_seats(person: Person) -> Q:
    """What awaits the seats for which a person speaks today: a condition on duties, no query of its own."""
    return Q(seat__in=speaking_mandates().filter(person=person.pk).values("seat"))
