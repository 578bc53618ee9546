"""What higher features keep right around a change of a problem's state; filled once, in `home/wiring.py`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from committee.journal.registries import ExtensionPoint
from issues.problems.records.models import Problem

AROUND_MOVES: ExtensionPoint[Callable[[Problem], AbstractContextManager[None]]] = ExtensionPoint()
"""Each takes a problem whose row is not locked yet, and stands around its change in the same transaction."""


@contextmanager
def around_move(problem: Problem) -> Iterator[None]:
    """Let higher features stand around a change of a problem's state."""
    with ExitStack() as stack:
        for keep in AROUND_MOVES:
            stack.enter_context(keep(problem))
        yield
