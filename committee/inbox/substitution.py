"""Who stands in for whom, as the inbox must be told by a higher feature; filled in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Q

from committee.journal.registries import ExtensionPoint
from committee.people.models import Person

SUBSTITUTES: ExtensionPoint[Callable[[Collection[int]], dict[int, Person]]] = ExtensionPoint()
"""Each takes identifiers of people and maps those who are away to whoever stands in: what is asked of them reaches both."""

SPEAKERS: ExtensionPoint[Callable[[Collection[int]], list[Person]]] = ExtensionPoint()
"""Each takes identifiers of seats and says who speaks for them today: what is asked of a seat reaches these people."""

STANDING_IN: ExtensionPoint[Callable[[Person], Q]] = ExtensionPoint()
"""Each takes a person and gives the condition for duties that await, by name, somebody for whom the person stands in, or a
seat for which the person speaks."""
