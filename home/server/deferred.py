"""What follows an answer without being awaited by it: done in order by one thread of a process that serves, and what
came meanwhile is done together.

Only for what is found again where the process dies before it is done. Where nothing is served (commands, tests) it is
done at once.
"""

import logging
import os
import threading
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from queue import SimpleQueue
from typing import Any

from django.conf import settings
from django.db import close_old_connections

log = logging.getLogger(__name__)
waiting: SimpleQueue[tuple[Callable, Any]] = SimpleQueue()
serving = threading.Event()
at_work: set[int] = set()
"""The processes, by their identifiers, in which the thread was started: a server may divide itself after it began."""


def start_deferring() -> None:
    """Let answers go first from now on; called where a page is served, and without effect in tests."""
    if not settings.TASKS["default"]["BACKEND"].endswith("ImmediateBackend"):
        serving.set()


def defer(doing: Callable[[list], object], about: Any) -> None:
    """Have the thread do something, which nobody awaits; at once where nothing is served. `doing` takes a list."""
    if not serving.is_set():
        doing([about])
    else:
        begin(doing, about)


def begin(doing: Callable[[list], object], about: Any) -> None:
    """Hand something to the thread, which is started with the first."""
    waiting.put((doing, about))
    if os.getpid() not in at_work:
        at_work.add(os.getpid())
        threading.Thread(target=work_off, name="after", daemon=True).start()


def work_off() -> None:
    """Do what is waiting, what is alike and follows each other together. An error is logged and the work goes on."""
    while True:
        taken = [waiting.get()]
        while not waiting.empty():
            taken.append(waiting.get())
        close_old_connections()
        for doing, alike in groupby(taken, key=itemgetter(0)):
            try:
                doing([about for _doing, about in alike])
            except Exception:
                log.exception("%s failed", getattr(doing, "__qualname__", doing))
            finally:
                close_old_connections()
