"""Positions in words: by seat, by bench, and together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.absences.speaking import Speaker
from committee.journal.subjects import pages_of, reference_of
from committee.people.models import Reader
from committee.seats.models import Bench, Seat, Voice
from issues.conversation.threads.extension_points import Owner
from issues.deliberation.positions import policy
from issues.deliberation.positions.models import Position
from issues.deliberation.positions.outcomes import BenchResult, joint_outcome
from issues.deliberation.positions.queries import Round, results_of
from issues.deliberation.positions.states import Leaning, Outcome, Stance

MARKS = {
    Stance.SUPPORT: "verified",
    Stance.SUPPORT_IF: "planned",
    Stance.RESERVATION: "agreed",
    Stance.OPPOSED: "not_retained",
    Stance.NOTES: "under_review",
    Stance.NO_MANDATE: "proposed",
}
"""How the mark of a position is drawn: as the state of a solution that it is most like."""


def stance_mark(stance: str) -> dict[str, str]:
    """A position as its mark is drawn."""
    return {"code": MARKS[Stance(stance)], "label": str(Stance(stance).label)}


def round_shown(person: Reader, thing: Owner, found: Round, seats: list[Seat]) -> dict[str, Any]:
    """The last round as a page shows it: its outcome, each bench with its seats, and what is said in a bench's own lane."""
    sealed = found.consultation if found.consultation and found.consultation.sealed_at else None
    common = found.said_in(thing.space.pk)
    results = kept_results(sealed.benches) if sealed else results_of(seats, common)
    outcome = Outcome(sealed.outcome) if sealed else joint_outcome(results)
    return {
        "sealed": sealed,
        "number": found.consultation.number if found.consultation else 0,
        "outcome": str(outcome.label) if found.consultation else "",
        "benches": [bench_shown(one, seats, common) for one in results],
        "advisory": [seat_shown(seat, common) for seat in seats if seat.voice == Voice.ADVISORY],
        "inside": [position_shown(one) for one in found.positions if one.space_id != thing.space.pk],
        "history": [position_shown(one) for one in found.history],
    }


def kept_results(kept: Iterable[Mapping[str, Any]]) -> list[BenchResult]:
    """What each bench thought when it was sealed, as it was kept."""
    return [BenchResult(one["bench"], one["seats"], one["spoken"], Leaning(one["leaning"])) for one in kept]


def bench_shown(result: BenchResult, seats: Iterable[Seat], positions: list[Position]) -> dict[str, Any]:
    """A bench: what it thinks, its quorum in words, and each of its voting seats."""
    voting = [seat for seat in seats if seat.bench == result.bench and seat.voice == Voice.VOTING]
    facts = {"n": result.spoken, "all": result.seats, "needed": result.needed}
    quorum = ngettext(
        "%(n)s of %(all)s voting seats took a position; quorum: %(needed)s",
        "%(n)s of %(all)s voting seats took a position; quorum: %(needed)s",
        result.spoken,
    )
    return {
        "label": str(Bench(result.bench).label),
        "leaning": str(result.leaning.label),
        "has_quorum": result.has_quorum,
        "quorum": quorum % facts,
        "seats": [seat_shown(seat, positions) for seat in voting],
    }


def seat_shown(seat: Seat, positions: Iterable[Position]) -> dict[str, Any]:
    """A seat with its position where everybody of the lane reads it, or none."""
    position = next((one for one in positions if one.seat_id == seat.pk), None)
    return {"seat": seat, "position": position_shown(position) if position else None}


def position_shown(position: Position) -> dict[str, Any]:
    """A position in words: what, who said it, and whether its seat has confirmed it."""
    state = ""
    if position.contradicted_at:
        state = _("contradicted by the seat")
    elif position.is_unconfirmed:
        state = _("recorded by the secretariat on behalf of the seat, not confirmed yet")
    elif position.on_behalf:
        state = _("recorded by the secretariat on behalf of the seat, which confirmed it")
    return {"position": position, "mark": stance_mark(position.stance), "state": state}


def deeds_of(person: Reader, thing: Owner, found: Round, spoken: Mapping[int, Speaker]) -> dict[str, Any]:
    """What the reader may do about the positions on a thing."""
    round_open = found.consultation is None or found.consultation.sealed_at is None
    speakers = policy.speaks_here(person, thing, spoken)
    runs = policy.runs_positions(person, thing)
    return {
        "speakers": speakers if round_open else [],
        "runs": runs and round_open,
        "seal": policy.may_seal_positions(person, thing, found.consultation) and bool(found.said_in(thing.space.pk)),
        "reopen": runs and not round_open,
        "settle": [one for one in found.positions if policy.may_settle_position(person, one, spoken)],
    }


def positions_page(kind: str, key: str) -> str:
    """Where the positions on a thing stand with all that can be done."""
    return reverse("issues:positions", args=[kind, key])


def seat_rows(positions: Iterable[Position]) -> list[dict[str, Any]]:
    """What a seat thinks, each with the thing that it is about."""
    shown = list(positions)
    pages = pages_of({one.consultation.about for one in shown})
    return [
        position_shown(one)
        | {
            "url": pages[one.consultation.about],
            "reference": reference_of(*one.consultation.about),
            "outcome": str(Outcome(one.consultation.outcome).label) if one.consultation.outcome else "",
        }
        for one in shown
    ]
