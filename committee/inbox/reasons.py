"""Why a person hears of something: every feature registers its own reasons, and each is told in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from committee.journal.registries import Registry
from committee.people.models import Person

Hearing = Iterable[tuple[Person, str]]
"""People with the code of the reason why each hears; a person may stand in it several times."""


@dataclass(frozen=True)
class Reason:
    """A reason with its weight, the lightest of which prevails, and the sentence that tells it.

    `chosen`: the person hears by a choice that stands at the case itself and is changed there. `own`: the person hears
    even where the entry is told as their own deed.
    """

    weight: int
    sentence: str
    chosen: bool = False
    own: bool = False


REASONS: Registry[str, Reason] = Registry()


def register_reason(code: str, weight: int, sentence, *, chosen: bool = False, own: bool = False) -> str:
    """Register a reason and return its code. `sentence` is a lazy translation, said to the person who hears."""
    REASONS.register(code, Reason(weight, sentence, chosen, own))
    return code


def strongest_reasons(hearing: Hearing) -> dict[int, tuple[Person, str]]:
    """Map each person's identifier to the person, once, with the reason of the smallest weight."""
    people: dict[int, tuple[Person, str]] = {}
    for person, code in hearing:
        known = people.get(person.pk)
        if known is None or REASONS[code].weight < REASONS[known[1]].weight:
            people[person.pk] = (person, code)
    return people
