"""Set the demonstration up where it is not yet, and serve it."""

import os
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from home.demo.accounts import ACCOUNTS, ADMINISTRATOR, PASSWORD
from home.demo.loading import is_loaded, load_demonstration
from home.server.embedded import follow_port, serve
from publications.pages.actions import name_site


class Command(BaseCommand):
    """`manage.py demo`"""

    help = __doc__

    def add_arguments(self, parser) -> None:
        """`--port`, `--no-serve`."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--no-serve", action="store_true", help="set up only")

    def handle(self, *args, port: int, no_serve: bool, **options) -> None:
        """Migrate, load, tell, serve."""
        follow_port(port)
        began = time.monotonic()
        self.migrate()
        if not is_loaded():
            load_demonstration(self.say, self.progress)
        name_site()
        self.stdout.write(f"Ready after {time.monotonic() - began:.0f} s.")
        self.tell(port)
        if not no_serve:
            serve("127.0.0.1", port)

    def migrate(self) -> None:
        """Bring the database up to date; the first time this takes the longest."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.say(f"the database: {len(plan)} migrations")
            call_command("migrate", verbosity=1, interactive=False)

    def say(self, what: str) -> None:
        """Say which part is being made."""
        self.stdout.write(f"→ {what}")
        self.stdout.flush()

    def progress(self, done: int, of: int) -> None:
        """Show how far the part has come, every tenth of it."""
        if done == of or done * 10 // of != (done - 1) * 10 // of:
            self.stdout.write(f"  {done} / {of}")
            self.stdout.flush()

    def tell(self, port: int) -> None:
        """Print the address and the accounts."""
        self.stdout.write(f"\n  http://127.0.0.1:{port}/\n\n  Sign in with the password “{PASSWORD}” as:")
        for account in (*ACCOUNTS, ADMINISTRATOR):
            self.stdout.write(f"  {account.email:36} {account.function}, {account.organisation or 'site'}")
        self.stdout.write(f"\n  Mail is written to {settings.VAR / 'mail'}. Stop with Ctrl+C.\n")
        self.stdout.flush()
