"""Work that nobody waits for: queued tasks, tasks that failed and are tried again, and what recurs."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial, update_wrapper
from importlib import import_module
from time import monotonic

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from committee.journal.registries import ExtensionPoint
from home.operations.actions import record_heartbeat
from home.operations.models import Recurrence

PERIODIC: ExtensionPoint[tuple[float, Callable[[], object]]] = ExtensionPoint()
"""What recurs, as (seconds, callable); filled by `home/wiring.py`. The first time is one interval after the start."""
REMEMBERED_FROM = 600
"""What recurs once in so many seconds, or more rarely, is remembered in the database: its interval goes on where the
worker is started again, and of several workers one does it."""
LOOK_SECONDS = 60
POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 20
MOST_ATTEMPTS = 5
FIRST_DELAY = timedelta(seconds=30)
RESULTS_KEPT_FOR = timedelta(days=14)
LOST_AFTER = timedelta(hours=1)
STOP_SECONDS = 20
log = logging.getLogger(__name__)


@contextmanager
def worker_thread() -> Iterator[threading.Thread]:
    """Work in a thread of this process; at the end, let the task under way finish."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=[stop], name="tasks", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(STOP_SECONDS)


def work(stop: threading.Event) -> None:
    """Do what is queued and what recurs, until told to stop. An error is logged and the work goes on."""
    clock = Clock()
    run_logged(record_heartbeat)
    while not stop.wait(POLL_SECONDS):
        for doing in (do_queued, *clock.due()):
            run_logged(doing)
    connections.close_all()


def run_logged(doing: Callable[[], object]) -> None:
    """Do one thing; an error is logged, and never ends the work."""
    close_old_connections()
    try:
        doing()
    except Exception:
        log.exception("%s failed", getattr(doing, "__qualname__", doing))


class Clock:
    """Says which of the recurring things are due; of those that are remembered, that it is time to look."""

    def __init__(self):
        own = [
            (HEARTBEAT_SECONDS, record_heartbeat),
            (FIRST_DELAY.total_seconds(), retry_failed),
            (24 * 3600, forget_results),
            (24 * 3600, forget_sessions),
        ]
        self.recurring = [as_recurring(*one) for one in (*PERIODIC, *own)]
        self.next = [monotonic() + seconds for seconds, _doing in self.recurring]

    def due(self) -> Iterator[Callable[[], object]]:
        """Give what is due now, each once."""
        for place, (seconds, doing) in enumerate(self.recurring):
            if monotonic() >= self.next[place]:
                self.next[place] = monotonic() + seconds
                yield doing


def as_recurring(seconds: float, doing: Callable[[], object]) -> tuple[float, Callable[[], object]]:
    """What recurs often as it is; what is remembered as a look whether it is due."""
    if seconds < REMEMBERED_FROM:
        return seconds, doing
    return LOOK_SECONDS, update_wrapper(partial(do_if_due, timedelta(seconds=seconds), doing), doing)


def do_if_due(interval: timedelta, doing: Callable[[], object]) -> bool:
    """Do what recurs, if its interval is over since any worker began it last. Returns whether it was done.

    The first time is one interval after it was first heard of; what fails is due again.
    """
    now, name = timezone.now(), f"{doing.__module__}.{doing.__qualname__}"
    mine = Recurrence.objects.filter(name=name)
    before = Recurrence.objects.get_or_create(name=name, defaults={"begun_at": now})[0].begun_at
    if before > now - interval or not mine.filter(begun_at=before).update(begun_at=now):
        return False
    try:
        doing()
    except Exception:
        mine.filter(begun_at=now).update(begun_at=before)
        raise
    return True


def forget_results() -> int:
    """Forget the tasks that ended two weeks ago. Returns how many rows went."""
    over = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - RESULTS_KEPT_FOR)
    return over.delete()[0]


def forget_sessions() -> None:
    """Forget the sessions that are over."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def do_queued() -> None:
    """Run the tasks that are ready; costs one small read when there are none."""
    if DBTaskResult.objects.ready().exists():
        batch_worker().run()


def batch_worker() -> Worker:
    """A worker of django-tasks-db that stops when nothing is ready."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=50,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def retry_failed() -> int:
    """Queue failed tasks again, each later than before: after 30 s, 1, 2 and 4 min; then they stay failed.

    A task that has run for an hour was cut off by a crash and is taken for failed. Returns how many.
    """
    now = timezone.now()
    failed = list(DBTaskResult.objects.failed().filter(finished_at__gte=now - timedelta(days=1)))
    lost = list(DBTaskResult.objects.running().filter(started_at__lt=now - LOST_AFTER))
    again = [task for task in failed + lost if len(task.worker_ids) < MOST_ATTEMPTS]
    for task in again:
        task.status = TaskResultStatus.READY
        task.run_after = (task.finished_at or now) + FIRST_DELAY * 2 ** (len(task.worker_ids) - 1)
        task.save(update_fields=["status", "run_after"])
    return len(again)
