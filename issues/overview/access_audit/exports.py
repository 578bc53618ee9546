"""An audit as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from issues.overview.access_audit.presentation.rows import on_day, rows_of
from issues.overview.access_audit.queries import Audited
from issues.overview.import_export.safe_tables import fresh_file, write_csv


def file_of(thing: Audited, on: date | None) -> IO[bytes]:
    """The rows of the page, in the active language."""
    target = fresh_file()
    write_csv(target, table_of(thing, on))
    target.seek(0)
    return target


def table_of(thing: Audited, on: date | None) -> Iterator[list]:
    """The table with its header."""
    yield [_("Organisation"), _("Function"), _("By which right"), _("Lane"), _("From"), _("Until"), _("Account closed")]
    for row in rows_of(on_day(thing, on)):
        closed = _("yes") if row.closed else ""
        yield [row.organisation, row.function, row.by, row.lane_label, row.since, row.until, closed]
