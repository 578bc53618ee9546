"""What a person leaves behind, told by the features that hold it; filled in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection
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

    `held(person)` are the keys of what there is now. `tell(reader, keys)` says what things of some keys are, in words
    that the reader may read; what is gone is left out. `pass_on(person, to, keys)` puts things into a colleague's hands,
    in the transaction of the departure, and returns the keys of those that went: what the colleague may not hold stays.
    """

    code: str
    label: Text
    held: Callable[[Person], list[str]]
    tell: Callable[[Person, Collection[str]], dict[str, Left]]
    pass_on: Callable[[Person, Person, Collection[str]], list[str]]


CLOSED = _("In a lane that you do not read")
"""Stands for the title of what is not the reader's to know."""
BELONGINGS: ExtensionPoint[Belongings] = ExtensionPoint()
"""In the order in which the page of a departure lists them."""
