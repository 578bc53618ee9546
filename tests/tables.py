"""What tables hold, read as plainly as the database gives it."""

from __future__ import annotations

from functools import cache

from django.db import connection, models


def rows_of(model: type[models.Model], *without: str) -> list[tuple]:
    """Every row of a table in the order of its keys, which come first; some columns may be left out."""
    with connection.cursor() as cursor:
        cursor.execute(question(model, without))
        return cursor.fetchall()


@cache
def question(model: type[models.Model], without: tuple[str, ...]) -> str:
    """The query for every row."""
    key, quoted = model._meta.pk.column, connection.ops.quote_name
    columns = [field.column for field in model._meta.local_concrete_fields if field.column not in (key, *without)]
    wanted = ", ".join(quoted(column) for column in (key, *columns))
    return f"SELECT {wanted} FROM {quoted(model._meta.db_table)} ORDER BY {quoted(key)}"
