"""What positions of seats add up to: first for each bench by itself, then for the benches together. No bench is outvoted.

Only voting seats count. A bench has a quorum when more than half of them, held or not, took a position other than “no
mandate yet”. It leans to what more than half of those that spoke say; a minority stays named beside it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from issues.deliberation.positions.states import Leaning, Outcome, Stance

FEDERATIONS, ADMINISTRATION = "federations", "administration"
GROUPS = (
    ((Stance.SUPPORT, Stance.SUPPORT_IF), Leaning.SUPPORTS),
    ((Stance.NOTES,), Leaning.NOTES),
    ((Stance.RESERVATION,), Leaning.RESERVED),
    ((Stance.OPPOSED,), Leaning.OPPOSES),
)
AGREEING = (Leaning.SUPPORTS, Leaning.CONDITIONAL)


@dataclass(frozen=True)
class BenchResult:
    """What one bench thinks: so many voting seats, of which so many spoke; whether that is a quorum; where it leans."""

    bench: str
    seats: int
    spoken: int
    leaning: Leaning

    @property
    def has_quorum(self) -> bool:
        """Whether more than half of the voting seats spoke."""
        return self.spoken * 2 > self.seats

    @property
    def needed(self) -> int:
        """How many seats must speak for a quorum."""
        return self.seats // 2 + 1


def bench_result(bench: str, seats: Collection[int], stances: Mapping[int, str]) -> BenchResult:
    """What the voting `seats` of a bench think, by the positions of seats; what other seats said is left out."""
    said = [Stance(stances[seat]) for seat in seats if stances.get(seat, Stance.NO_MANDATE) != Stance.NO_MANDATE]
    quorum = len(said) * 2 > len(seats)
    return BenchResult(bench, len(seats), len(said), leaning_of(said) if quorum else Leaning.NO_QUORUM)


def leaning_of(said: list[Stance]) -> Leaning:
    """What more than half of those that spoke say; divided where nothing has more than half."""
    for stances, leaning in GROUPS:
        if sum(one in stances for one in said) * 2 > len(said):
            conditional = leaning == Leaning.SUPPORTS and Stance.SUPPORT_IF in said
            return Leaning.CONDITIONAL if conditional else leaning
    return Leaning.DIVIDED


def joint_outcome(results: Iterable[BenchResult]) -> Outcome:
    """What the benches think together; in a lane of one bench its position is its own."""
    leanings = {one.bench: one.leaning for one in results if one.seats}
    if not leanings or Leaning.NO_QUORUM in leanings.values():
        return Outcome.NO_QUORUM
    if len(leanings) == 2 and set(leanings.values()) <= set(AGREEING):
        conditional = Leaning.CONDITIONAL in leanings.values()
        return Outcome.JOINT_CONDITIONAL if conditional else Outcome.JOINT
    if len(leanings) == 2 and set(leanings.values()) == {Leaning.OPPOSES}:
        return Outcome.REJECTED
    return of_one_bench(leanings)


def of_one_bench(leanings: Mapping[str, Leaning]) -> Outcome:
    """The outcome where at most one bench agrees."""
    federations, administration = leanings.get(FEDERATIONS), leanings.get(ADMINISTRATION)
    if federations in AGREEING:
        return Outcome.FEDERATIONS_NOTED if administration == Leaning.NOTES else Outcome.FEDERATIONS_ONLY
    if administration in AGREEING:
        return Outcome.ADMINISTRATION_NOTED if federations == Leaning.NOTES else Outcome.ADMINISTRATION_ONLY
    return Outcome.NO_AGREEMENT
