"""Rows beside a row: what a page shows of other tables without asking the database again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, Subquery
from django.db.models.sql.compiler import SQLCompiler


class Rows(Subquery):
    """The rows of a subquery with one column, `line`, as a list: what a page shows beside a row without asking again."""

    template = "(SELECT JSON_GROUP_ARRAY(JSON(line)) FROM (%(subquery)s) AS lines)"
    on_postgresql: ClassVar[str] = "(SELECT COALESCE(JSONB_AGG(line), '[]'::jsonb) FROM (%(subquery)s) AS lines)"
    output_field = JSONField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Any]:
        """The same in PostgreSQL's words."""
        return self.as_sql(compiler, connection, template=self.on_postgresql, **extra)
