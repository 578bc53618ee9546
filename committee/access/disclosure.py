"""What is too small to show, for every page, list, export, edition and API. A figure rests on so many CPAS.

Whoever knows one CPAS's own number, its own staff first, must never find another's: not in a sum, not by subtracting one
sum from another, not by a place in a strip or in a sorted list. How many CPAS answered is the coverage of a figure: it
is masked for the public alone, which does not know who takes part.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from statistics import quantiles

MIN_CPAS_SHOWN = 3
"""Below this number of CPAS affected, a sum tells what one of them declared."""
AFFECTED = "a"
UNNAMED_ORDER = "anuwpxrt."
"""The answers of impact and of verdict as a strip shows them where no place may mean a CPAS; no answer stands last."""


def is_enough(cpas: int) -> bool:
    """Whether a figure that rests on so many CPAS may be shown to everybody."""
    return cpas >= MIN_CPAS_SHOWN


def is_too_small(cpas: int) -> bool:
    """Whether a figure rests on some CPAS, but on too few: one that rests on none tells of none."""
    return 0 < cpas < MIN_CPAS_SHOWN


def number_for_public(cpas: int) -> int | None:
    """A number of CPAS, or None where it is too small to be told to everybody."""
    return cpas if is_enough(cpas) else None


def may_read_sum(cells: str, *, everything: bool, own: Collection[int]) -> bool:
    """Whether somebody reads a sum over the CPAS affected in a strip, who reads `everything`, or is of CPAS `own` by place.

    A sum over one CPAS is for that CPAS itself; of two, each would find the other's by subtracting its own.
    """
    affected = cells.count(AFFECTED)
    return everything or not is_too_small(affected) or (affected == 1 and cells.index(AFFECTED) in own)


def counts_in_totals(affected: int) -> bool:
    """Whether what one problem sums up to counts in totals over many that everybody reads.

    Such totals add up only what everybody may read: the difference of two of them tells of no fewer CPAS than each.
    """
    return is_enough(affected)


def masked_parts(affected: Sequence[int]) -> list[bool]:
    """Which parts of a sum are left out, of parts that rest on so many CPAS each, where the whole is shown as well.

    Each that is too small; and, where those together are still too small, the smallest others until the rest of the sum
    tells of enough.
    """
    masked = [is_too_small(number) for number in affected]
    hidden = sum(number for number, out in zip(affected, masked, strict=True) if out)
    for number, place in sorted(
        (number, place) for place, number in enumerate(affected) if number and not masked[place]
    ):
        if not is_too_small(hidden):
            break
        masked[place], hidden = True, hidden + number
    return masked


def is_total_masked(*, everything: bool, too_small: int, shown: int) -> bool:
    """Whether a total stands for nothing but problems that are `too_small`, so that its nought would mislead."""
    return not everything and bool(too_small) and not shown


def unnamed_cells(cells: str, centres: int = 0) -> str:
    """The cells of so many CPAS sorted by answer, so that no place means a CPAS."""
    return "".join(sorted(cells.ljust(centres, "."), key=UNNAMED_ORDER.index))


def quartiles_of_others(numbers: Sequence[float]) -> list[int] | None:
    """The middle half of what other CPAS declared, rounded so that none is found again; None where they are too few."""
    if not is_enough(len(numbers)):
        return None
    return [rounded_off(value) for value in quantiles(numbers, n=4, method="inclusive")]


def rounded_off(value: float) -> int:
    """A number without its last digits: whole below ten, by five below a hundred, two digits above."""
    step = 1 if value < 10 else 5 if value < 100 else 10 ** (len(str(int(value))) - 2)
    return round(value / step) * step
