"""What higher apps know of a problem goes along when it is merged; filled once, in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Carrier:
    """One sort of thing that follows a problem into another, and comes back.

    `count(source)` says how many there are, for the preview. `carry(source, target)` moves them, without doubles, and
    returns what JSON must remember; `restore(source, target, carried)` brings that back as it was, as far as nobody
    has changed it since. Both run in the merge's transaction.
    """

    name: str
    label: str | Promise
    count: Callable
    carry: Callable
    restore: Callable


MERGED: list[Carrier] = []
"""Carriers of higher apps; those of this app are `carrying.OWN`."""
