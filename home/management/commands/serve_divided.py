"""`manage.py serve_divided`: pages, sockets and tasks in processes that share what is loaded once."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from home.server.divided import serve_divided
from home.server.embedded import refuse_several


class Command(BaseCommand):
    """Serve production on one machine."""

    help = "Serves pages at one port, sockets at another, and does tasks, in processes that share their memory."

    def add_arguments(self, parser) -> None:
        """Say where to serve."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="Pages.")
        parser.add_argument("--sockets-port", type=int, default=8001, help="Sockets, under /ws/.")
        parser.add_argument("--workers", type=int, default=2, help="Processes for pages, one per core.")

    def handle(self, *args, host: str, port: int, sockets_port: int, workers: int, **options) -> None:
        """Serve, or say why not."""
        try:
            refuse_several(workers + 1)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        serve_divided((host, port), (host, sockets_port), workers)
