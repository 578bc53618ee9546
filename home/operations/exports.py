"""What is counted, for Prometheus: by process while it runs, and from the database when somebody asks.

Several processes count together where PROMETHEUS_MULTIPROC_DIR names a folder that they share and that is emptied when they
start; without it each answers for itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import REGISTRY, GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from committee.journal import clock
from home.operations.backup_note import last_backup
from home.operations.queries import last_heartbeat, task_counts, undelivered_count


class SiteCollector:
    """What the database and the last backup say, at the moment of asking."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Tasks by status, letters, and the age of what must not grow old; what is not known is not told."""
        tasks = GaugeMetricFamily("portal_tasks", "Background tasks", labels=["status"])
        for status, many in task_counts().items():
            tasks.add_metric([status.lower()], many)
        yield tasks
        yield GaugeMetricFamily("portal_letters_undelivered", "Mails that did not leave", value=undelivered_count())
        note = last_backup()
        ages = {"worker_heartbeat": last_heartbeat(), "backup": note.at if note else None}
        for name, at in ages.items():
            if at is not None:
                seconds = (clock.now() - at).total_seconds()
                yield GaugeMetricFamily(f"portal_{name}_age_seconds", "Since it was last seen", value=seconds)


def exposition() -> bytes:
    """Everything, in the text format of Prometheus."""
    site = CollectorRegistry()
    site.register(SiteCollector())
    counted = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    return generate_latest(counted) + generate_latest(site)
