"""Whether solutions that wait for each other would close a circle."""

from collections import defaultdict
from collections.abc import Iterable


def leads_to(ties: Iterable[tuple[int, int]], start: int, goal: int) -> bool:
    """Whether one that waits leads to another along ties (who waits, for whom), however long the chain; to itself too."""
    onwards: dict[int, list[int]] = defaultdict(list)
    for waiting, awaited in ties:
        onwards[waiting].append(awaited)
    reached, ahead = {start}, [start]
    while ahead:
        for one in onwards[ahead.pop()]:
            if one not in reached:
                reached.add(one)
                ahead.append(one)
    return goal in reached
