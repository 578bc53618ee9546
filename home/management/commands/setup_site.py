"""Load what every site begins with: organisations, taxonomies, its address. Repeatable; nothing of it is invented."""

from django.core.management.base import BaseCommand

from committee.organisations.actions import load_organisations
from issues.problems.taxonomies.actions import load_taxonomy
from publications.pages.actions import name_site


class Command(BaseCommand):
    """`manage.py setup_site`"""

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Load, and say how many."""
        self.stdout.write(f"{load_organisations()} organisations are registered.")
        self.stdout.write(f"{load_taxonomy()} terms were added to the taxonomies.")
        name_site()
