"""A place on the page of totals for what higher features offer there; filled once, in `home/wiring.py`."""

from collections.abc import Callable

from committee.journal.registries import ExtensionPoint

WAYS: ExtensionPoint[Callable] = ExtensionPoint()
"""Each takes a person and returns {"label", "url"} of a page to go to from the totals, or None; without a query."""


def links_from_totals(person) -> list[dict]:
    """Where the reader may go from the totals."""
    return [way for source in WAYS if (way := source(person))]
