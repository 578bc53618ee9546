"""Derive every right again from memberships and mandates."""

from django.core.management.base import BaseCommand

from committee.seats.actions import rebuild_grants


class Command(BaseCommand):
    """`manage.py rebuild_grants`"""

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Rebuild, and say so."""
        rebuild_grants()
        self.stdout.write("Rights rebuilt from memberships and mandates.")
