"""Count problems and add up declarations again, and say what differed."""

from django.core.management.base import BaseCommand

from issues.fieldwork.impacts.actions.rebuilding import rebuild_everything


class Command(BaseCommand):
    """`manage.py rebuild_totals`: harmless at any time; needed after a CPAS was put between others in the strip."""

    help = "Count problems and add up declarations again from the problems and declarations themselves."

    def handle(self, *args, **options) -> None:
        """Rebuild, and say of each kind how many rows there are and how many were wrong."""
        for what, (rows, wrong) in rebuild_everything().items():
            self.stdout.write(f"{what}: {rows} rows, {wrong} differed")
