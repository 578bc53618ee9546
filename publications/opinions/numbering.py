"""How observations are numbered: by their order until the opinion is public, and then for good.

The rule: a number that was public stays with its observation, in both languages, whatever is moved, added or removed.
What is added later takes the next number after all that were ever public, and stands after them; no number is given twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID


def number_observations(fixed: Mapping[UUID, int], *orders: Sequence[UUID]) -> dict[UUID, int]:
    """The number of each observation by its identity: those that are `fixed` keep theirs.

    `orders` are the observations of each text as its writer placed them, the original first: what stands in a translation
    alone comes after all that the original has.
    """
    numbers = dict(fixed)
    following = max(fixed.values(), default=0) + 1
    for key in dict.fromkeys(key for order in orders for key in order):
        if key not in numbers:
            numbers[key] = following
            following += 1
    return numbers


def as_placed(rows: Iterable[Mapping]) -> list[UUID]:
    """The identities of observations as a stored text has them, in the order in which it places them."""
    placed = sorted(enumerate(rows), key=lambda pair: (pair[1].get("sort_order") or 0, pair[0]))
    return [UUID(str(row["translation_key"])) for _place, row in placed]
