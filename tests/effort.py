"""How much work something is, told so that neither a slow machine nor a busy one changes the answer.

Processor time of one thread, in units of a fixed piece of work that is done again beside each measure: whatever slows the one
slows the other. Of a thousand units a usual machine does about two seconds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import thread_time

TEXT = "Le comité de monitoring décrit 12,5 situations à améliorer (04.12.2025). " * 400
PIECES = re.compile(r"([a-z]+)|(\d[\d.,]*)|(\s)|(.)")
TURNS = 3


def piece() -> None:
    """The fixed piece of work: half of it in C, half in Python."""
    Counter(found.lastindex for found in PIECES.finditer(TEXT))


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = thread_time()
    work()
    return thread_time() - began


def unit() -> float:
    """Seconds that the fixed piece of work takes now."""
    return min(spent(piece) for _turn in range(TURNS))


def effort(work: Callable[[], object], limit: float) -> float:
    """How many units something is, each turn set against the units before and after it: the first turn that keeps within the
    limit, or the least of some that do not."""
    found: list[float] = []
    while len(found) < TURNS and (not found or min(found) > limit):
        found.append(once(work))
    return min(found)


def once(work: Callable[[], object]) -> float:
    """How many units something is, done once."""
    before, taken = unit(), spent(work)
    return taken / max(before, unit())


@contextmanager
def measured() -> Iterator[Callable[[], float]]:
    """How many units the body was, asked after it: for what can be done only once, or is awaited within this thread."""
    before, began = unit(), thread_time()
    ended: list[float] = []
    yield lambda: ended[0]
    taken = thread_time() - began
    ended.append(taken / max(before, unit()))
