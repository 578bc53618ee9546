"""What each feature holds of a person; filled in `home/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from committee.journal.registries import ExtensionPoint
from committee.people.models import Person


@dataclass(frozen=True)
class Held:
    """One sort of rows: the name under which it stands in the file, the rows of a person, and which columns are told."""

    name: str
    rows: Callable[[Person], QuerySet[Any]]
    columns: tuple[str, ...]


def rows_by(model: type[Model], column: str) -> Callable[[Person], QuerySet[Any]]:
    """The rows of a table that name a person in one column, in the order of their keys."""
    return lambda person: model._default_manager.filter(**{column: person}).order_by("pk")


HELD: ExtensionPoint[Held] = ExtensionPoint()
"""In the order of the file."""
