"""One process for everything: uvicorn for pages and sockets, a thread for tasks."""

import os
import signal
import sys
import warnings
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from home.server.worker import PERIODIC, worker_thread

__all__ = ["PERIODIC", "follow_port", "refuse_several", "serve"]
EMBEDDED_LAYER = "home.live.layer.LoopSafeLayer"
GRACE_SECONDS = 5


def serve(host: str, port: int, *, workers: int = 1) -> None:
    """Serve until interrupted, then stop gracefully. Raises ImproperlyConfigured for several embedded processes.

    Mails are received too where LMTP_LISTEN is set; what receives them is imported here, because only a server needs it.
    """
    from home.server.lmtp import receiving_mail

    refuse_several(workers)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop_process)
    with worker_thread(), receiving_mail():
        if workers == 1:
            one_process(host, port)
        else:
            several_processes(host, port, workers)


def follow_port(port: int) -> None:
    """Begin again with PORT in the environment where it says another: mails, feeds and previews say addresses by it.

    A site that has a public address keeps that one.
    """
    if not os.environ.get("SITE_URL") and os.environ.get("PORT", "8000") != str(port):
        os.environ["PORT"] = str(port)
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


def stop_process(*_signal) -> None:
    """End the process by unwinding it, so that the task under way is finished first."""
    raise SystemExit(0)


def refuse_several(workers: int) -> None:
    """Raise ImproperlyConfigured where processes could not tell each other what happened."""
    embedded = settings.CHANNEL_LAYERS["default"]["BACKEND"] == EMBEDDED_LAYER
    if embedded and workers > 1:
        raise ImproperlyConfigured(
            f"{workers} processes cannot share live pages in memory: set REDIS_URL, or serve with one."
        )


def one_process(host: str, port: int) -> None:
    """Run uvicorn in this process. It is imported here, because only a server needs it."""
    import uvicorn

    from home.asgi import application

    uvicorn.Server(uvicorn.Config(application, **server_options(host, port))).run()


def several_processes(host: str, port: int, workers: int) -> None:
    """Run uvicorn in processes of its own, beside this one, which does the tasks."""
    import uvicorn

    uvicorn.run("home.asgi:application", workers=workers, **server_options(host, port))


def server_options(host: str, port: int) -> dict:
    """Pages and sockets as this site needs them: small messages, sent as they are."""
    return {
        "host": host,
        "port": port,
        "lifespan": "off",
        "proxy_headers": False,
        "access_log": False,
        "log_level": "warning",
        "ws_max_size": 65_536,
        "ws_per_message_deflate": False,
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }
