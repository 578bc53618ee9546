"""Places in the list for what higher apps know; filled once, in `home/wiring.py`."""

from collections.abc import Callable

from django.db.models import Q

from committee.journal.registries import ExtensionPoint
from issues.problems.records.queries import matching_title

FOUND: ExtensionPoint[Callable] = ExtensionPoint()
"""Each takes (person, words) and returns a Q over problems that hold every word in what the person may read."""


def matching_words(person, words: str) -> Q:
    """The problems that hold every word, as far as the person may read; all of them where nothing is looked for.

    Where no source is wired, titles and references are looked at.
    """
    asked = Q() if FOUND else matching_title(words)
    for source in FOUND:
        asked &= source(person, words)
    return asked
