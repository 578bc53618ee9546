"""Places on the filing page for what higher apps know; filled once, in `home/wiring.py`."""

from collections.abc import Callable

from committee.journal.registries import ExtensionPoint

SIMILAR: ExtensionPoint[Callable] = ExtensionPoint()
"""Each takes (person, text, most) and returns the references of at most `most` similar problems, best first."""


def similar_references(person, text: str, most: int = 5) -> list[str]:
    """The references of problems that the person may read and that resemble a text, best first."""
    return [reference for source in SIMILAR for reference in source(person, text, most)][:most]
