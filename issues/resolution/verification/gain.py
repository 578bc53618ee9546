"""Minutes per case that a solution saves: as declared before, and as said with the verdict, with the same CPAS alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Gain:
    """So many CPAS say the minutes of a case before and after; the means are whole minutes."""

    cpas: int
    before: int
    after: int

    @property
    def saved(self) -> int:
        """Minutes that a case takes less; below nought where it takes more."""
        return self.before - self.after


def gain_of(pairs: Sequence[tuple[int | None, int | None]]) -> Gain | None:
    """What CPAS save, each given as minutes (before, after); None where none of them says both."""
    both = [(before, after) for before, after in pairs if before is not None and after is not None]
    if not both:
        return None
    return Gain(len(both), mean([before for before, _after in both]), mean([after for _before, after in both]))


def mean(numbers: Sequence[int]) -> int:
    """The mean in whole minutes."""
    return round(sum(numbers) / len(numbers))


def minutes_a_case(declared: Sequence[tuple[int | None, int | None]]) -> int | None:
    """Minutes per case over what one CPAS declared on several problems, each (cases, minutes); None without minutes.

    A problem with more cases weighs more; where one of them has no number of cases, each weighs the same.
    """
    known = [(cases, minutes) for cases, minutes in declared if minutes is not None]
    if not known:
        return None
    weights = [cases or 0 for cases, _minutes in known]
    if not all(weights):
        weights = [1] * len(known)
    return round(sum(weight * minutes for weight, (_c, minutes) in zip(weights, known, strict=True)) / sum(weights))
