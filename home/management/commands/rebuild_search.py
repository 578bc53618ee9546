"""Make the search index again from everything that may be found."""

from django.core.management.base import BaseCommand
from django.db import connection

from home.search.actions.indexing import rebuild_index
from home.search.fulltext import make_fulltext


class Command(BaseCommand):
    """`manage.py rebuild_search`: harmless at any time; readers find what was there before until it is done."""

    help = "Make the search index again from everything that may be found."

    def handle(self, *args, **options) -> None:
        """Repair the full-text index where it lacks something, rebuild, and say how many rows there are."""
        make_fulltext(connection)
        self.stdout.write(f"{rebuild_index()} rows")
