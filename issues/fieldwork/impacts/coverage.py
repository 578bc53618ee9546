"""On how many answers a sum rests, of as many as were asked: one of each CPAS on each problem that it adds up."""

from __future__ import annotations

from dataclasses import dataclass

LITTLE = 0.5
"""A sum on fewer than this part of the answers is shown as the least that it can be, not as the figure."""


@dataclass(frozen=True)
class Coverage:
    """`known` answers say what a sum adds up, nought included; the others could only add to it."""

    known: int
    centres: int
    problems: int = 1

    @property
    def asked(self) -> int:
        """How many answers there would be if every CPAS had said how much, on every problem."""
        return self.centres * self.problems

    @property
    def percent(self) -> int:
        """The part that is known, never rounded up to all of it."""
        return self.known * 100 // self.asked if self.asked else 0

    @property
    def is_little(self) -> bool:
        """Whether most of the answers lack."""
        return self.known < self.asked * LITTLE
