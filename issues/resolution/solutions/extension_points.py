"""What higher features do where a solution changes; filled once, in `home/wiring.py`."""

from collections.abc import Callable

from committee.journal.registries import ExtensionPoint
from committee.people.models import Person
from issues.resolution.solutions.models import Solution

PROBLEMS_CHANGED: ExtensionPoint[Callable[[Person, Solution], None]] = ExtensionPoint()
"""Each takes (person, solution), its row locked, in the transaction in which it came to answer other problems than before."""
