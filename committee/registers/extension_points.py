"""What higher apps do where organisations change, and show on their pages; filled once, in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from committee.journal.registries import ExtensionPoint
from committee.organisations.models import Organisation
from committee.people.models import Reader
from committee.seats.models import Seat


class Link(NamedTuple):
    """Where more of an organisation stands: what it is called, how much of it there is, and its address."""

    label: str
    number: str
    url: str


SHOWN: ExtensionPoint[Callable[[Reader, Organisation], list[Link]]] = ExtensionPoint()
"""Each takes (person, organisation) and says what else the person reads of it; at most one query each."""

SEAT_SHOWN: ExtensionPoint[Callable[[Reader, Seat], str]] = ExtensionPoint()
"""Each takes (person, seat) and draws a section of the seat's page, as far as the person may know it, or nothing."""

CARRIED: ExtensionPoint[Callable[[Organisation, Organisation], None]] = ExtensionPoint()
"""Each takes (merged, into) in the transaction of a merger, and carries over what counts from now on for the second."""

STRIP_CHANGED: ExtensionPoint[Callable[[], object]] = ExtensionPoint()
"""Each runs in the transaction in which a cell of the strip of CPAS went, and makes again what holds a cell for each."""
