"""What awaits an organisation: laid on it, and discharged."""

from datetime import date
from typing import Any

from committee.inbox.models import Duty
from committee.journal import clock
from committee.journal.models import Entry
from committee.organisations.models import Organisation
from committee.people.models import Person


def owe_duty(
    *,
    organisation: Organisation | int,
    ability: str,
    code: str,
    about: tuple[str, str],
    entry: Entry,
    due: date | None = None,
    person: Person | None = None,
    seat: int | None = None,
) -> Duty:
    """Let something await an organisation, one person of it, or the `seat` of it with that identifier.

    The one already open about the same thing is kept.
    """
    kind, key = about
    found = {"organisation_id": getattr(organisation, "pk", organisation), "code": code, "kind": kind, "key": str(key)}
    facts = {"ability": ability, "entry": entry, "due_on": due}
    whose: dict[str, Any] = {"person": person, "seat_id": seat}
    return Duty.objects.get_or_create(**found, **whose, done_at=None, defaults=facts)[0]


def discharge_duties(
    *,
    code: str,
    about: tuple[str, str],
    organisation: Organisation | int | None = None,
    person: Person | None = None,
    seat: int | None = None,
) -> int:
    """Mark open duties about a thing as done, of one organisation, person or seat, or of all. Returns how many were open."""
    kind, key = about
    open_ones = Duty.objects.filter(code=code, kind=kind, key=str(key), done_at=None)
    if organisation is not None:
        open_ones = open_ones.filter(organisation=organisation)
    if person is not None:
        open_ones = open_ones.filter(person=person)
    if seat is not None:
        open_ones = open_ones.filter(seat=seat)
    return open_ones.update(done_at=clock.now())
