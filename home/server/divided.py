"""Production on one machine: everything is loaded once, then divided into processes that share what was loaded.

Pages by WSGI workers with one thread each, sockets by one uvicorn, tasks by a worker. A process that ends is begun again.
"""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

from home.pages.warming import load_pages, settle
from home.server.embedded import server_options
from home.server.worker import work

AGAIN_SECONDS = 1.0
STOPPING = (signal.SIGTERM, signal.SIGINT)
log = logging.getLogger(__name__)


def serve_divided(pages: tuple[str, int], sockets: tuple[str, int], workers: int) -> None:
    """Serve at two places until told to stop."""
    import home.asgi
    import home.wsgi  # noqa: F401 - loaded here, so that the processes share it

    load_pages()
    settle()
    divide([partial(serve_pages, *pages, workers), partial(serve_sockets, *sockets), do_tasks])


def divide(parts: list[Callable[[], None]]) -> None:
    """Do each part in a process of its own, again where one ends by itself; at SIGTERM or SIGINT all are told to stop."""
    running: dict[int, Callable[[], None]] = {}
    stopping = threading.Event()

    def stop(*_signal) -> None:
        stopping.set()
        for pid in running:
            os.kill(pid, signal.SIGTERM)

    for number in STOPPING:
        signal.signal(number, stop)
    for part in parts:
        begin(part, running, stopping)
    while running:
        pid, _status = os.wait()
        part = running.pop(pid)
        if not stopping.is_set():
            log.error("a process ended by itself and is begun again: %s", part)
            time.sleep(AGAIN_SECONDS)
        begin(part, running, stopping)


def begin(part: Callable[[], None], running: dict[int, Callable[[], None]], stopping: threading.Event) -> None:
    """Begin a part in another process, unless all are stopping; who is told so meanwhile hears it once that is known."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    if stopping.is_set() or (pid := os.fork()):
        if not stopping.is_set():
            running[pid] = part
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        return
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    try:
        part()
        sys.stdout.flush()
        os._exit(0)
    except BaseException:
        log.exception("a process broke off")
        os._exit(1)


def serve_pages(host: str, port: int, workers: int) -> None:
    """Pages, by processes that granian divides once more; threads of one process would only wait for each other."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "home.wsgi:application",
        host,
        port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    server.serve()


def serve_sockets(host: str, port: int) -> None:
    """Sockets, in one process."""
    import uvicorn

    from home.asgi import application

    uvicorn.Server(uvicorn.Config(application, **server_options(host, port))).run()


def do_tasks() -> None:
    """What is queued and what recurs; the task under way is finished at the end."""
    stop = threading.Event()
    for number in STOPPING:
        signal.signal(number, lambda *_: stop.set())
    work(stop)
