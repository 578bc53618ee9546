"""What follows an answer without being awaited by it: done in order by one thread of a process that serves.

Only for what is found again where the process dies before it is done. Where nothing is served (commands, tests) it is
done at once.
"""

import logging
import os
import threading
from collections.abc import Callable
from queue import SimpleQueue

from django.conf import settings
from django.db import close_old_connections

log = logging.getLogger(__name__)
waiting: SimpleQueue[tuple[Callable, tuple]] = SimpleQueue()
serving = threading.Event()
at_work: set[int] = set()
"""The processes, by their identifiers, in which the thread was started: a server may divide itself after it began."""


def start_deferring() -> None:
    """Let answers go first from now on; called where a page is served, and without effect in tests."""
    if not settings.TASKS["default"]["BACKEND"].endswith("ImmediateBackend"):
        serving.set()


def defer(doing: Callable, *about) -> None:
    """Have the thread do something, which nobody awaits; at once where nothing is served."""
    if not serving.is_set():
        doing(*about)
    else:
        begin(doing, about)


def begin(doing: Callable, about: tuple) -> None:
    """Hand something to the thread, which is started with the first."""
    waiting.put((doing, about))
    if os.getpid() not in at_work:
        at_work.add(os.getpid())
        threading.Thread(target=work_off, name="after", daemon=True).start()


def work_off() -> None:
    """Do what is waiting, one after another. An error is logged and the work goes on."""
    while True:
        doing, about = waiting.get()
        close_old_connections()
        try:
            doing(*about)
        except Exception:
            log.exception("%s failed", getattr(doing, "__qualname__", doing))
        finally:
            close_old_connections()
