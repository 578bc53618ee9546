"""Positions as pages read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject

from committee.access.standing import standing_of
from committee.people.models import Reader
from committee.seats.models import Seat, Voice
from issues.conversation.threads.extension_points import Owner
from issues.deliberation.positions import lines
from issues.deliberation.positions.models import Consultation, Position
from issues.deliberation.positions.outcomes import BenchResult, bench_result, joint_outcome
from issues.deliberation.positions.policy import seats_read
from issues.deliberation.positions.states import Outcome
from issues.deliberation.questions.models import Question
from issues.deliberation.questions.queries import lines_about, question_of_line
from issues.problems.records.rows import Rows
from issues.resolution.solutions.models import Solution

BENCHES = ("federations", "administration")


@dataclass(frozen=True)
class Round:
    """The last round on a thing with what its reader may know of it: positions that stand, and what they replaced."""

    consultation: Consultation | None
    positions: list[Position] = field(default_factory=list)
    history: list[Position] = field(default_factory=list)

    def said_in(self, space_id: int) -> list[Position]:
        """The positions that stand in a lane."""
        return [one for one in self.positions if one.space_id == space_id]

    def of_seat(self, seat_id: int, space_id: int) -> Position | None:
        """The position of a seat that stands in a lane."""
        return next((one for one in self.said_in(space_id) if one.seat_id == seat_id), None)


def last_round(person: Reader, kind: str, key: str) -> Round:
    """The last round of positions on a thing, as far as the person reads it; two queries, one where there is none."""
    related = ("seat__organisation", "taken_by", "instead_of", "space")
    rows = Position.objects.visible_to(person).select_related(*related)
    rounds = Consultation.objects.filter(kind=kind, key=key, space__in=standing_of(person).readable_ids)
    found = rounds.select_related("sealed_by").prefetch_related(Prefetch("positions", rows)).first()
    if found is None:
        return Round(None)
    positions = list(found.positions.all())
    standing = [one for one in positions if one.superseded_at is None]
    return Round(found, standing, [one for one in positions if one.superseded_at is not None])


def beside_solution(person: Reader, solution: Solution) -> tuple[Round, list[Seat], list[Question]]:
    """The last round of positions on a solution, the seats, and the questions about it, as far as a person reads; one query."""
    reads, (kind, key) = standing_of(person).readable_ids, solution.about
    rounds = Consultation.objects.filter(kind=kind, key=key, space__in=reads).order_by("-number")
    newest = rounds.values("pk")[:1]
    positions = Position.objects.current().filter(consultation=Subquery(newest), space__in=reads).order_by("pk")
    found = Solution.objects.filter(pk=solution.pk).values_list(
        Rows(rounds.values(line=JSONObject(**lines.ROUND))[:1]),
        Rows(positions.values(line=JSONObject(**lines.POSITION))),
        Rows(Seat.objects.exclude(bench="observers").values(line=JSONObject(**lines.SEAT))),
        Rows(lines_about("solution", reads)),
    )
    [(round_lines, said, seats, questions)] = found
    consultation = next((lines.round_of(line) for line in round_lines), None)
    here = [seat for line in seats if seats_read((seat := lines.seat_of(line)).bench, solution.space.lane)]
    return (
        Round(consultation, [lines.position_of(line) for line in said]),
        in_order(here),
        [question_of_line(line) for line in questions],
    )


def in_order(seats: Iterable[Seat]) -> list[Seat]:
    """Seats by bench and organisation."""
    return sorted(seats, key=lambda one: (BENCHES.index(one.bench), one.organisation.position, one.pk))


def open_round(kind: str, key: str) -> Consultation | None:
    """The round on a thing that is open, its row locked until the transaction ends."""
    return Consultation.objects.select_for_update().filter(kind=kind, key=key, sealed_at=None).first()


def seats_at(lane: str) -> list[Seat]:
    """The seats that take positions in a lane, by bench; one query."""
    seats = Seat.objects.select_related("organisation").exclude(bench="observers")
    return in_order(seat for seat in seats if seats_read(seat.bench, lane))


def results_of(seats: Iterable[Seat], positions: Iterable[Position]) -> list[BenchResult]:
    """What each bench thinks, by the positions said where the thing stands."""
    stances = {one.seat_id: one.stance for one in positions}
    voting = [seat for seat in seats if seat.voice == Voice.VOTING]
    benches = [(bench, [seat.pk for seat in voting if seat.bench == bench]) for bench in BENCHES]
    return [bench_result(bench, chosen, stances) for bench, chosen in benches if chosen]


def outcome_now(thing: Owner) -> tuple[Outcome, list[BenchResult]]:
    """What the open round on a thing adds up to, whoever asks; three queries."""
    kind, key = thing.about
    rows = Position.objects.current().filter(consultation__kind=kind, consultation__key=key, space=thing.space.pk)
    results = results_of(seats_at(thing.space.lane), rows.filter(consultation__sealed_at=None))
    return joint_outcome(results), results


def positions_of_seat(person: Reader, seat: Seat, most: int = 20) -> list[Position]:
    """What a seat thinks, newest first, under whichever holder; history left out; one query."""
    rows: QuerySet[Position] = Position.objects.visible_to(person).current().filter(seat=seat)
    related: Any = ("consultation", "taken_by", "instead_of", "space")
    return list(rows.select_related(*related).order_by("-taken_at", "-pk")[:most])
