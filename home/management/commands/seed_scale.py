"""Fill an empty database with an invented site of any size, to measure on."""

import time

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from home.demo.scale.people import PASSWORD
from home.demo.scale.seeding import seed_scale
from home.demo.scale.story import Sizes


class Command(BaseCommand):
    """`manage.py seed_scale`: refuses production, and a database in which anybody is known already."""

    help = __doc__

    def add_arguments(self, parser) -> None:
        """How many of each."""
        parser.add_argument("--problems", type=int, default=100_000)
        parser.add_argument("--posts", type=int, default=1_000_000)
        parser.add_argument("--declarations", type=int, default=300_000)
        parser.add_argument("--organisations", type=int, default=564, help="CPAS; at least the nineteen real ones")

    def handle(self, *args, problems: int, posts: int, declarations: int, organisations: int, **options) -> None:
        """Seed, showing how far it has come."""
        began = time.monotonic()
        if problems < 2 or posts < 0 or declarations < 0 or organisations < 19:
            raise CommandError("At least 2 problems and 19 organisations.")
        try:
            seed_scale(Sizes(problems, posts, declarations, organisations), self.say, self.progress)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        self.say(f"done after {time.monotonic() - began:.0f} s")
        self.stdout.write(f"  Sign in as cpas1@example.org or secretariat@example.org, password “{PASSWORD}”.")

    def say(self, what: str) -> None:
        """Say which part is being made."""
        self.stdout.write(f"→ {what}")
        self.stdout.flush()

    def progress(self, done: int, of: int) -> None:
        """Show every tenth of the way."""
        if done == of or done * 10 // of != (done - 1) * 10 // of:
            self.stdout.write(f"  {done:,} / {of:,}")
            self.stdout.flush()
