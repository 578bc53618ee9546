"""Ground and cast, laid once by the real actions into the database that tests roll back to; a test may begin with less."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.db import models, transaction

from tests.tables import rows_of

Rows = dict[type[models.Model], dict[object, tuple]]
LAID: dict[str, Rows] = {}
"""The rows that each layer added, the lowest layer first."""


def lay(name: str, build: Callable[[], object]) -> None:
    """Do what `build` does, and remember which rows it added."""
    before = everything()
    build()
    LAID[name] = difference(before, everything())


@transaction.atomic
def take_away(*names: str) -> None:
    """Let there be nothing of some layers: their rows go together, whatever points at what."""
    for name in names:
        for model, rows in LAID[name].items():
            model._base_manager.filter(pk__in=rows)._raw_delete("default")


def everything() -> Rows:
    """Every row of every table, by its key."""
    tables = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model: {row[0]: row for row in rows_of(model)} for model in tables}


def difference(before: Rows, after: Rows) -> Rows:
    """The rows that were added; a layer that changes rows of another cannot be taken away alone."""
    for model, rows in before.items():
        changed = [key for key, row in rows.items() if after[model].get(key) != row]
        assert not changed, (model, changed)
    added = {model: {k: row for k, row in rows.items() if k not in before[model]} for model, rows in after.items()}
    return {model: rows for model, rows in added.items() if rows}
