"""`manage.py work`: the worker of a site whose pages are served by other processes."""

import signal
import threading

from django.core.management.base import BaseCommand

from home.server.worker import work


class Command(BaseCommand):
    """Does what is queued, what failed and what recurs, until it is told to stop."""

    help = "Does queued tasks, tries failed ones again, and does what recurs, until SIGTERM or SIGINT."

    def handle(self, **_options) -> None:
        """Work; the task under way is finished before the process ends."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("Working; stop with SIGTERM.")
        self.stdout.flush()
        work(stop)
