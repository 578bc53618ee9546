"""Places on the case page for what higher apps know of a problem; filled once, in `home/wiring.py`."""

from collections.abc import Callable

CITATIONS: list[Callable] = []
"""Each takes (person, problem) and returns a list of {"label", "url"}; at most one query each."""


def citations(person, problem) -> list[dict]:
    """Where a problem is cited, as far as the wired sources know."""
    return [citation for source in CITATIONS for citation in source(person, problem)]
