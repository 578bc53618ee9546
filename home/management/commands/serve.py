"""`manage.py serve`: the whole site in one process."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from home.server.embedded import follow_port, refuse_several, serve


class Command(BaseCommand):
    """Serve pages, live pages and tasks."""

    help = "Serves pages, live pages and tasks from one process, until it is interrupted."

    def add_arguments(self, parser) -> None:
        """Say where to serve."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=1, help="More than one needs REDIS_URL.")

    def handle(self, *args, host: str, port: int, workers: int, **options) -> None:
        """Serve, or say why not."""
        follow_port(port)
        try:
            refuse_several(workers)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"http://{host}:{port}/")
        serve(host, port, workers=workers)
