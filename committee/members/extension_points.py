"""What a person leaves behind, told by the features that hold it; filled in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from committee.journal.registries import ExtensionPoint
from committee.journal.subjects import Text
from committee.people.models import Person


class Left(NamedTuple):
    """One thing in somebody's hands: its words, their language, and where it is; no address where it is private."""

    title: Text
    language: str = ""
    url: str = ""


@dataclass(frozen=True)
class Belongings:
    """One sort of thing in somebody's hands.

    `list(reader, person)` tells what there is, in words that the reader may read. `pass_on(person, to)` puts all of it into a colleague's hands, in
    the transaction of the departure, and returns how many there were; what the colleague may not hold stays.
    """

    code: str
    label: Text
    list: Callable[[Person, Person], list[Left]]
    pass_on: Callable[[Person, Person], int]


CLOSED = _("In a lane that you do not read")
"""Stands for the title of what is not the reader's to know."""
BELONGINGS: ExtensionPoint[Belongings] = ExtensionPoint()
"""In the order in which the page of a departure lists them."""
