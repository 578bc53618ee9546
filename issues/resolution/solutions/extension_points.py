"""What a solution must be told by the feature above, since it knows no verdict; filled once, in `home/wiring.py`."""

from collections.abc import Callable
from typing import Any

from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.safestring import SafeString

from committee.inbox.reasons import Hearing
from committee.journal.models import Entry
from committee.journal.registries import ExtensionPoint, Registry
from committee.people.models import Person
from issues.resolution.solutions.models import Solution

AFTER_MOVE: ExtensionPoint[Callable[[Solution, Entry], object]] = ExtensionPoint()
"""What follows a move by hand in its transaction: each takes the solution where it stands now, and the entry of the move."""

PROBLEMS_CHANGED: ExtensionPoint[Callable[[Person, Solution], object]] = ExtensionPoint()
"""Each takes (person, solution), its row locked, in the transaction in which it came to answer other problems than before."""

HEARING: ExtensionPoint[Callable[[Entry], Hearing]] = ExtensionPoint()
"""Who else hears of an entry about a solution, and why; each takes the entry."""

MARKS: Registry[str, Callable[[], Combinable]] = Registry()
"""By name, what the query of one solution says besides, as an expression: a section need not ask for what is not there."""

SECTIONS: ExtensionPoint[Callable[[HttpRequest, Solution, dict[str, Any]], SafeString]] = ExtensionPoint()
"""Sections of the page of a solution, under what will be done: each takes the request, the solution and forms that failed."""

BESIDE: ExtensionPoint[Callable[[Any, Solution], str]] = ExtensionPoint()
"""Each takes (request, solution) and draws a section of its page, as far as the reader may know it, or nothing."""


def sections_of(request: HttpRequest, solution: Solution, forms: dict[str, Any]) -> list[SafeString]:
    """What higher features show on the page of a solution, in their order."""
    return [section(request, solution, forms) for section in SECTIONS]
