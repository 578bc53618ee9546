"""Who takes, records, confirms and seals positions."""

from __future__ import annotations

from collections.abc import Mapping

from committee.absences.speaking import Speaker, seats_spoken_for
from committee.access.lanes import Lane
from committee.access.policy import may_write
from committee.access.roles import Ability
from committee.access.standing import SpaceFacts, standing_of
from committee.journal.subjects import kind_of
from committee.people.models import Reader
from committee.seats.models import OPENED_BY, Bench, Seat
from issues.conversation.threads.extension_points import Owner
from issues.deliberation.positions.models import Consultation, Position


def thing_of(person: Reader, kind: str, key: str) -> Owner | None:
    """The thing on which positions are taken, where the person reads it: whatever has a thread; one query."""
    known = kind_of(kind)
    found = known.owners(person, keys=[key]) if known and known.owners else {}
    return next(iter(found.values()), None)


def seats_read(bench: str, lane: str) -> bool:
    """Whether the seats of a bench write in a lane, so that they can take a position there."""
    return bench != Bench.OBSERVERS and lane in OPENED_BY[Bench(bench)]


def spaces_for(person: Reader, seat: Seat, thing: Owner) -> list[SpaceFacts]:
    """Where a seat takes a position: in the lane of its bench first if it wishes, and where the thing stands."""
    own = [
        space
        for space in standing_of(person).writable
        if space.lane not in (Lane.COMMON, Lane.ORGANISATION) and space.pk != thing.space.pk
    ]
    mine = [space for space in own if space.lane in OPENED_BY[Bench(seat.bench)] and thing.space.lane == Lane.COMMON]
    return [thing.space, *mine]


def speaks_here(person: Reader, thing: Owner, spoken: Mapping[int, Speaker] | None = None) -> list[Speaker]:
    """The seats for which a person takes a position on a thing, writing where it stands."""
    mine = seats_spoken_for(person) if spoken is None else spoken
    if not may_write(person, thing.space.pk) or thing.space.lane == Lane.ORGANISATION:
        return []
    return [one for one in mine.values() if seats_read(one.seat.bench, thing.space.lane)]


def may_take_position(
    person: Reader, thing: Owner, seat_id: int, space_id: int, spoken: Mapping[int, Speaker] | None = None
) -> bool:
    """Only who speaks for a seat takes its position, in the lane of its bench or where the thing stands."""
    speaker = next((one for one in speaks_here(person, thing, spoken) if one.seat.pk == seat_id), None)
    return speaker is not None and space_id in {space.pk for space in spaces_for(person, speaker.seat, thing)}


def runs_positions(person: Reader, thing: Owner) -> bool:
    """The secretariat calls for positions, records them for seats that told it, seals them and brings them back."""
    shared = thing.space.lane != Lane.ORGANISATION
    return shared and standing_of(person).can(Ability.MODERATE) and may_write(person, thing.space.pk)


def may_seal_positions(person: Reader, thing: Owner, consultation: Consultation | None) -> bool:
    """What is open and holds something is sealed by the secretariat."""
    return consultation is not None and consultation.sealed_at is None and runs_positions(person, thing)


def may_settle_position(person: Reader, position: Position, spoken: Mapping[int, Speaker] | None = None) -> bool:
    """Only the seat itself confirms or contradicts what was recorded on its behalf, while it stands unsealed."""
    mine = seats_spoken_for(person) if spoken is None else spoken
    stands = position.is_unconfirmed and position.superseded_at is None and position.consultation.sealed_at is None
    return stands and position.seat_id in mine and may_write(person, position.space_id)
