"""What each feature holds of a person; filled in `home/wiring.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from committee.journal.registries import ExtensionPoint
from committee.journal.subjects import Text
from committee.people.models import Person


@dataclass(frozen=True)
class Held:
    """One sort of rows: the name under which it stands in the file, how pages call it, the table, the column that names
    the person, and which columns are told.
    """

    name: str
    label: Text
    model: type[Model]
    column: str
    columns: tuple[str, ...]

    def rows(self, person: Person) -> QuerySet[Any]:
        """The rows of a person, in the order of their keys."""
        return self.model._default_manager.filter(**{self.column: person}).order_by("pk")


HELD: ExtensionPoint[Held] = ExtensionPoint()
"""In the order of the file."""
