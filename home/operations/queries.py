"""What the database says of how the site runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Count, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from committee.inbox.models import Letter
from committee.journal import clock
from home.operations.models import HEARTBEAT, Recurrence

WORKER_LATE_AFTER = timedelta(minutes=3)
"""A worker says every few seconds that it is there, between two tasks; the longest of ours take a minute."""
SHOWN = 50
migrated: set[bool] = set()
"""Whether this process has seen that every migration is applied: none is ever taken back under a running site."""


def last_heartbeat() -> datetime | None:
    """When a worker last said that it was there."""
    return Recurrence.objects.filter(name=HEARTBEAT).values_list("begun_at", flat=True).first()


def is_worker_there() -> bool:
    """Whether a worker said lately that it was there."""
    at = last_heartbeat()
    return at is not None and at > clock.now() - WORKER_LATE_AFTER


def is_database_there() -> bool:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def is_cache_there() -> bool:
    """Whether the cache keeps what it is given."""
    cache.set("readiness", "kept", timeout=10)
    return bool(cache.get("readiness") == "kept")


def is_migrated() -> bool:
    """Whether every migration of this release is applied; asked again only until it is."""
    if not migrated:
        loader = MigrationLoader(connection)
        if set(loader.graph.leaf_nodes()) <= set(loader.applied_migrations):
            migrated.add(True)
    return bool(migrated)


NEEDED: dict[str, Callable[[], bool]] = {
    "database": is_database_there,
    "cache": is_cache_there,
    "migrations": is_migrated,
}
"""Without one of these no page is answered."""


def readiness() -> dict[str, bool]:
    """By name, whether each thing that a page needs is there; what cannot be asked is not."""
    return {name: holds(asked) for name, asked in NEEDED.items()}


def holds(asked: Callable[[], bool]) -> bool:
    """The answer, or no where asking failed."""
    try:
        return asked()
    except Exception:
        return False


def task_counts() -> dict[str, int]:
    """How many tasks there are, by status."""
    rows = DBTaskResult.objects.order_by().values_list("status").annotate(many=Count("pk"))
    return dict.fromkeys(TaskResultStatus.values, 0) | dict(rows)


def tasks_in(status: str) -> list[dict[str, Any]]:
    """The tasks of one status, the newest first, as many as a page shows."""
    fields = (
        "id",
        "task_path",
        "enqueued_at",
        "started_at",
        "finished_at",
        "run_after",
        "worker_ids",
        "exception_class_path",
    )
    return list(DBTaskResult.objects.filter(status=status).order_by("-enqueued_at").values(*fields)[:SHOWN])


def undelivered_count() -> int:
    """How many letters did not leave."""
    return Letter.objects.undelivered().count()


def recurrences() -> QuerySet[Recurrence]:
    """What recurs rarely, and when it was last begun."""
    return Recurrence.objects.exclude(name=HEARTBEAT)
