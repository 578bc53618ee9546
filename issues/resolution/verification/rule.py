"""The rule by which a solution counts as verified: what the committee decided, and what verdicts add up to under it.

Only CPAS concerned now count: a declaration that was withdrawn takes its verdict along, and a CPAS that went into another
speaks through that one. Whoever has not tested yet has not answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from issues.resolution.solutions.states import State
from issues.resolution.verification.states import Outcome

ANSWERS = (Outcome.WORKS, Outcome.PARTLY, Outcome.FAILS)


@dataclass(frozen=True)
class Rule:
    """At least `answered` per cent of the CPAS concerned answered, at least `works` per cent of these say that it works.

    With `risk`, none of those where a right is at risk says that it does not.
    """

    answered: int = 50
    works: int = 80
    risk: bool = True


@dataclass(frozen=True)
class Said:
    """What CPAS said of a solution, by their identifiers, with those concerned now and those where a right is at risk."""

    concerned: frozenset[int]
    outcomes: Mapping[int, str]
    relapsed: frozenset[int] = frozenset()
    at_risk: frozenset[int] = field(default=frozenset())

    def count(self, *outcomes: str) -> int:
        """How many of those concerned said one of some outcomes."""
        return sum(self.outcomes.get(one) in outcomes for one in self.concerned)

    @property
    def answered(self) -> int:
        """How many of those concerned answered."""
        return self.count(*ANSWERS)

    @property
    def works(self) -> int:
        """How many of those concerned say that it works; “partly” is not “works”."""
        return self.count(Outcome.WORKS)

    @property
    def silent(self) -> int:
        """How many of those concerned have not answered."""
        return len(self.concerned) - self.answered

    @property
    def has_relapsed(self) -> bool:
        """Whether it works no longer with one of those concerned."""
        return bool(self.relapsed & self.concerned)

    @property
    def fails_at_risk(self) -> int:
        """How many of those concerned, with a right at risk, say that it does not work."""
        return sum(self.outcomes.get(one) == Outcome.FAILS for one in self.concerned & self.at_risk)


def field_state(rule: Rule, said: Said) -> State:
    """Where a solution in the field stands; with nobody concerned, or nobody who says that it works, it stays delivered."""
    if said.has_relapsed:
        return State.RELAPSED
    blocked = rule.risk and said.fails_at_risk
    return State.VERIFIED if not blocked and is_met(rule, said) else State.DELIVERED


def is_met(rule: Rule, said: Said, more: int = 0) -> bool:
    """Whether enough answered, and enough of these say that it works; also if `more` of the silent said so."""
    answered, works = said.answered + more, said.works + more
    enough = answered * 100 >= rule.answered * len(said.concerned)
    return works > 0 and enough and works * 100 >= rule.works * answered


def lacking(rule: Rule, said: Said) -> int | None:
    """How many more must say that it works, at least; None where those who are silent are too few for it."""
    return next((more for more in range(said.silent + 1) if is_met(rule, said, more)), None)
