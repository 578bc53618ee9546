"""What each feature holds of a person for that person alone, and how it goes; filled in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model

from committee.journal.registries import ExtensionPoint
from committee.people.models import Person

FORGOTTEN: ExtensionPoint[Callable[[Person], object]] = ExtensionPoint()
"""Each takes a person, in the transaction of the erasure, and takes away what one feature holds of them alone."""


def rows_of(model: type[Model], column: str = "person", **narrowed: object) -> Callable[[Person], object]:
    """What deletes the rows of a table that name a person in one column."""
    return lambda person: model._default_manager.filter(**{column: person, **narrowed}).delete()
