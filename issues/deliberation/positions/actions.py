"""What can be done with positions: called for, taken, recorded for a seat, confirmed, contradicted, sealed, brought back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.absences.speaking import seats_spoken_for
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import bilingual, register_verb
from committee.organisations.queries import secretary
from committee.people.models import Person
from committee.seats.models import SEAT, Seat, Voice
from issues.conversation.threads.extension_points import Owner
from issues.deliberation.positions.models import Consultation, Position
from issues.deliberation.positions.policy import (
    may_seal_positions,
    may_settle_position,
    may_take_position,
    runs_positions,
    seats_read,
    thing_of,
)
from issues.deliberation.positions.queries import open_round, outcome_now, seats_at
from issues.deliberation.positions.states import QUALIFYING, Stance

CALLED = register_verb("position.called", _("called for positions on “%(title)s”"), _("Positions called for"))
TAKEN = register_verb(
    "position.taken", _("took a position on “%(title)s”, for %(seat)s: %(stance)s"), _("Position taken")
)
TAKEN_FOR = register_verb(
    "position.taken_for",
    _("took a position on “%(title)s”, for %(seat)s, instead of %(instead_of)s, who is away: %(stance)s"),
    _("Position taken"),
)
RECORDED = register_verb(
    "position.recorded",
    _("recorded a position on “%(title)s” on behalf of %(seat)s: %(stance)s"),
    _("Position recorded on behalf of a seat"),
)
CONFIRMED = register_verb("position.confirmed", _("confirmed the position of %(seat)s on “%(title)s”"))
CONTRADICTED = register_verb(
    "position.contradicted",
    _("contradicted the position that was recorded for %(seat)s on “%(title)s”"),
    _("Position contradicted"),
)
SEALED = register_verb("position.sealed", _("sealed the positions on “%(title)s”: %(outcome)s"), _("Positions sealed"))
REOPENED = register_verb(
    "position.reopened", _("opened another round of positions on “%(title)s”"), _("Positions reopened")
)
RECALLED = register_verb(
    "position.recalled",
    _("recalls that the positions on “%(title)s” are to be reviewed"),
    _("Positions to be reviewed"),
)
TAKE = register_verb("duty.take_position", _("Take a position on “%(title)s”"))
CONFIRM = register_verb(
    "duty.confirm_position", _("Confirm or contradict the position recorded for your seat on “%(title)s”")
)
REVIEW = register_verb("duty.review_positions", _("Review the positions on “%(title)s”"))


@transaction.atomic
def call_for_positions(*, by: Person, about: tuple[str, str]) -> Consultation:
    """Open a round of positions on a thing, and let each voting seat that reads it owe one; once while it is open.

    Raises PermissionDenied; Refused where the last round is sealed: it is reopened.
    """
    thing = required_thing(by, about)
    require(runs_positions(by, thing))
    known = open_round(*about)
    consultation = known or begin_round(by, thing)
    waiting = [seat for seat in voting_seats(thing) if not stands(consultation, seat, thing.space.pk)]
    if known and not waiting:
        return consultation
    entry = record_position(CALLED, by, thing, acting_organisation(by), space=thing.space.pk)
    for seat in waiting:
        owe(TAKE, thing, seat, entry)
    return consultation


@transaction.atomic
def take_position(
    *,
    by: Person,
    about: tuple[str, str],
    seat: Seat,
    space: int,
    stance: str,
    text: str = "",
    language: str = "fr",
    version: str | None = None,
) -> Position:
    """Say what a seat thinks, in the lane of its bench or where the thing stands; revisable until it is sealed.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile; Refused where words lack, and where it is sealed.
    """
    thing = required_thing(by, about)
    spoken = seats_spoken_for(by)
    require(may_take_position(by, thing, seat.pk, space, spoken))
    speaker = spoken[seat.pk]
    position, fresh = keep_position(by, thing, speaker.seat, space, stance, text, language, version, speaker.instead_of)
    if fresh:
        instead = {"instead_of": speaker.instead_of.functions} if speaker.instead_of else {}
        told(TAKEN_FOR if instead else TAKEN, by, thing, position, **instead)
    if position.space_id == thing.space.pk and stance != Stance.NO_MANDATE:
        discharge_duties(code=TAKE, about=about, seat=seat.pk)
    discharge_duties(code=CONFIRM, about=about, seat=seat.pk)
    return position


@transaction.atomic
def record_on_behalf(
    *,
    by: Person,
    about: tuple[str, str],
    seat: Seat,
    stance: str,
    text: str = "",
    language: str = "fr",
    version: str | None = None,
) -> Position:
    """Record what a seat told the secretariat, marked as such; the seat owes a word on whether that is right.

    Raises as `take_position` does.
    """
    thing = required_thing(by, about)
    require(runs_positions(by, thing) and seats_read(seat.bench, thing.space.lane))
    position, fresh = keep_position(
        by, thing, seat, thing.space.pk, stance, text, language, version, None, on_behalf=True
    )
    if fresh:
        owe(CONFIRM, thing, seat, told(RECORDED, by, thing, position))
    discharge_duties(code=TAKE, about=about, seat=seat.pk)
    return position


def keep_position(
    by: Person,
    thing: Owner,
    seat: Seat,
    space: int,
    stance: str,
    text: str,
    language: str,
    version: str | None,
    instead_of: Person | None,
    on_behalf: bool = False,
) -> tuple[Position, bool]:
    """Store a position in the open round and let the one before be history. Returns it, and whether it is another."""
    if stance in QUALIFYING and not text.strip():
        raise Refused(_("This position needs words: say under which condition, or why."), field="text")
    consultation = open_round(*thing.about)
    if consultation is None and Consultation.objects.filter(kind=thing.about[0], key=thing.about[1]).exists():
        raise Refused(_("The positions are sealed: the secretariat opens another round."))
    consultation = consultation or begin_round(by, thing)
    before = stands(consultation, seat, space)
    require_unchanged(version, said(before), {"stance": stance, "text": text})
    if before and said(before) == {"stance": stance, "text": text} and (on_behalf or not before.is_unconfirmed):
        return before, False
    if before:
        before.superseded_at = clock.now()
        before.save(update_fields=["superseded_at"])
    facts: dict[str, Any] = {"stance": Stance(stance), "text": text, "language": language, "on_behalf": on_behalf}
    facts |= {"taken_by": by, "instead_of": instead_of, "taken_at": clock.now()}
    return Position.objects.create(consultation=consultation, seat=seat, space_id=space, **facts), True


def said(position: Position | None) -> dict[str, str]:
    """What a seat said; nothing where it has not."""
    return {"stance": position.stance if position else "", "text": position.text if position else ""}


@transaction.atomic
def confirm_position(*, by: Person, position: Position) -> Position:
    """Say for one's seat that what was recorded for it is its position; twice is once. Raises PermissionDenied."""
    position, thing = locked_position(by, position)
    if position.confirmed_at and position.seat_id in seats_spoken_for(by):
        return position
    require(may_settle_position(by, position))
    position.confirmed_at = clock.now()
    position.save(update_fields=["confirmed_at"])
    discharge_duties(code=CONFIRM, about=thing.about, seat=position.seat_id)
    told(CONFIRMED, by, thing, position)
    return position


@transaction.atomic
def contradict_position(*, by: Person, position: Position) -> Position:
    """Say for one's seat that what was recorded for it is wrong: it counts no more; twice is once. Raises PermissionDenied."""
    position, thing = locked_position(by, position)
    if position.contradicted_at and position.seat_id in seats_spoken_for(by):
        return position
    require(may_settle_position(by, position))
    position.contradicted_at = position.superseded_at = clock.now()
    position.save(update_fields=["contradicted_at", "superseded_at"])
    discharge_duties(code=CONFIRM, about=thing.about, seat=position.seat_id)
    owe(TAKE, thing, position.seat, told(CONTRADICTED, by, thing, position))
    return position


@transaction.atomic
def seal_positions(*, by: Person, about: tuple[str, str], review_on: date | None = None) -> Consultation:
    """Seal the open round with its outcome, to be reviewed on a day or never; it is revised no more.

    Raises PermissionDenied, also where none is open; Refused where nobody said anything, and for a day gone by.
    """
    thing = required_thing(by, about)
    consultation = open_round(*about)
    require(consultation is not None and may_seal_positions(by, thing, consultation))
    assert consultation is not None  # noqa: S101 - required above
    if not Position.objects.current().filter(consultation=consultation, space=thing.space.pk).exists():
        raise Refused(_("No seat has said anything where everybody of this lane reads it."))
    if review_on and review_on <= clock.today():
        raise Refused(_("The review is on a day to come."), field="review_on")
    outcome, results = outcome_now(thing)
    consultation.outcome, consultation.review_on = outcome, review_on
    consultation.benches = [
        {"bench": one.bench, "seats": one.seats, "spoken": one.spoken, "leaning": one.leaning.value} for one in results
    ]
    consultation.sealed_by, consultation.sealed_at = by, clock.now()
    consultation.save()
    for code in (TAKE, CONFIRM):
        discharge_duties(code=code, about=about)
    record_position(SEALED, by, thing, acting_organisation(by), space=thing.space.pk, outcome=bilingual(outcome.label))
    return consultation


@transaction.atomic
def reopen_positions(*, by: Person, about: tuple[str, str]) -> Consultation:
    """Begin another round after one that is sealed; each voting seat owes its position anew; once while it is open.

    Raises PermissionDenied, also where none is sealed.
    """
    thing = required_thing(by, about)
    known = open_round(*about)
    sealed = Consultation.objects.select_for_update().filter(kind=about[0], key=about[1]).first()
    require(runs_positions(by, thing) and sealed is not None)
    if known:
        return known
    consultation = begin_round(by, thing)
    discharge_duties(code=REVIEW, about=about)
    entry = record_position(REOPENED, by, thing, acting_organisation(by), space=thing.space.pk)
    for seat in voting_seats(thing):
        owe(TAKE, thing, seat, entry)
    return consultation


def begin_round(by: Person, thing: Owner) -> Consultation:
    """Begin the first round on a thing, or the next."""
    kind, key = thing.about
    number = Consultation.objects.filter(kind=kind, key=key).count() + 1
    facts: dict[str, Any] = {"opened_by": by, "opened_at": clock.now(), "space_id": thing.space.pk}
    return Consultation.objects.create(kind=kind, key=key, number=number, **facts)


def turn_reviews() -> int:
    """Let the secretariat owe the review of what was sealed until a day that has come, each once. Periodic work."""
    due = Consultation.objects.filter(sealed_at__isnull=False, recalled_at=None, review_on__lte=clock.today())
    return sum(recall_round(pk) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def recall_round(pk: int) -> bool:
    """Call for the review of one round, unless another process just did, or another round was opened since."""
    found = Consultation.objects.select_for_update().filter(pk=pk, recalled_at=None).first()
    speaker = secretary()
    if found is None or speaker is None:
        return False
    found.recalled_at = clock.now()
    found.save(update_fields=["recalled_at"])
    newer = Consultation.objects.filter(kind=found.kind, key=found.key, number__gt=found.number).exists()
    thing = thing_of(speaker.person, *found.about)
    if newer or thing is None:
        return False
    entry = record_position(RECALLED, speaker.person, thing, speaker.organisation_id, space=found.space_id)
    facts: dict[str, Any] = {"organisation": speaker.organisation_id, "ability": Ability.MODERATE}
    owe_duty(**facts, code=REVIEW, about=found.about, entry=entry)
    return True


def required_thing(by: Person, about: tuple[str, str]) -> Owner:
    """The thing, where the person reads it. Raises PermissionDenied otherwise."""
    thing = thing_of(by, *about)
    require(thing is not None)
    assert thing is not None  # noqa: S101 - required above
    return thing


def locked_position(by: Person, position: Position) -> tuple[Position, Owner]:
    """A position and its thing, the round locked until the transaction ends."""
    Consultation.objects.select_for_update().get(pk=position.consultation_id)
    found = Position.objects.select_related("consultation", "seat__organisation").get(pk=position.pk)
    return found, required_thing(by, found.consultation.about)


def stands(consultation: Consultation, seat: Seat, space: int) -> Position | None:
    """The position of a seat that stands in a lane."""
    return Position.objects.current().filter(consultation=consultation, seat=seat, space=space).first()


def voting_seats(thing: Owner) -> list[Seat]:
    """The voting seats that take a position where a thing stands."""
    return [seat for seat in seats_at(thing.space.lane) if seat.voice == Voice.VOTING]


def owe(code: str, thing: Owner, seat: Seat, entry: Entry) -> None:
    """Let a seat owe something about a thing, whoever holds it."""
    facts: dict[str, Any] = {"organisation": seat.organisation_id, "ability": "", "seat": seat.pk}
    owe_duty(**facts, code=code, about=thing.about, entry=entry)


def acting_organisation(by: Person) -> int | None:
    """The organisation of the secretariat in whose name a person acts."""
    return standing_of(by).organisation_for(Ability.MODERATE)


def told(what: str, by: Person, thing: Owner, position: Position, **data: Any) -> Entry:
    """Record what happened to a position, signed by its seat, in the lane in which it is said."""
    seat = position.seat
    organisation = acting_organisation(by) if what == RECORDED else seat.organisation_id
    words = {"seat": seat.organisation.names, "stance": bilingual(Stance(position.stance).label)}
    return record_position(what, by, thing, organisation, space=position.space_id, seat_id=seat.pk, **words, **data)


def record_position(
    what: str,
    by: Person,
    thing: Owner,
    organisation: int | None,
    *,
    space: int,
    seat_id: int | None = None,
    **data: Any,
) -> Entry:
    """Record an entry about a thing, and about the seat where one speaks."""
    kind, _key = thing.about
    titles = {"title": thing.titles, kind: thing.titles}
    also = [(SEAT, str(seat_id))] if seat_id else []
    return record(
        by=by, verb=what, about=thing.about, also=also, space=space, organisation=organisation, **data, **titles
    )
