"""Rows into tables as fast as the database takes them: COPY on PostgreSQL, many at once on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

BATCH = 20_000
MEMORY = "512MB"


class Tables:
    """Takes rows one by one, as dicts by column, and writes them in batches, table by table in the order given.

    Columns left out take the model's default. Nothing is checked and no action runs: for invented rows only.
    """

    def __init__(self, *order: type[models.Model]) -> None:
        self.waiting: dict[type[models.Model], list[dict]] = {model: [] for model in order}

    def add(self, model: type[models.Model], **row) -> None:
        """Take one row."""
        rows = self.waiting[model]
        rows.append(row)
        if len(rows) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        for model, rows in self.waiting.items():
            if rows:
                write(model, rows)
                rows.clear()

    def close(self) -> None:
        """Write what waits, and let the database go on numbering where the rows end."""
        self.flush()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.waiting)):
                cursor.execute(statement)


def write(model: type[models.Model], rows: list[dict]) -> None:
    """Write rows of one table."""
    given = set().union(*(row.keys() for row in rows))
    stored = (field for field in model._meta.concrete_fields if not field.generated)
    fields = [field for field in stored if not field.primary_key or field.attname in given]
    defaults = {field.attname: ready(field, field.get_default()) for field in fields}
    lines = ([row.get(field.attname, defaults[field.attname]) for field in fields] for row in rows)
    columns = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(fields))
            adapted: Any = ([adapt(value) for value in line] for line in lines)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", adapted)  # noqa: S608


def ready(field: models.Field, value):
    """A default as a column takes it."""
    if isinstance(field, models.JSONField):
        return "null" if value is None else connection.ops.adapt_json_value(value, None)
    return value.value if isinstance(value, models.Choices) else value


def adapt(value):
    """A value as SQLite takes it."""
    return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "hour") else value


@contextmanager
def unhindered() -> Iterator[None]:
    """Let PostgreSQL spend memory on indexes and, where the role may say so, trust foreign keys: they are ours."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET maintenance_work_mem = '{MEMORY}'")
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        trusted = cursor.fetchone()[0]
        if trusted:
            cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET maintenance_work_mem")
            if trusted:
                cursor.execute("RESET session_replication_role")
