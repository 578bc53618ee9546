"""How a thread is found by what people call it; filled in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable

TARGETS: list[Callable[[object, str], int | None]] = []
"""Each takes (person, words), such as a reference or an address, and finds the thread of the thing that they name."""


def thread_named(person, words: str) -> int | None:
    """The thread of what the words name, as far as the person may know it; None where they name nothing."""
    found = (target(person, words) for target in TARGETS)
    return next((thread for thread in found if thread is not None), None)
