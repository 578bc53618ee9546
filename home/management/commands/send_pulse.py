"""Ask every CPAS about this week, and write to its people."""

from django.core.management.base import BaseCommand

from issues.fieldwork.barometer.actions.weekly_letters import send_pulses


class Command(BaseCommand):
    """`manage.py send_pulse`: for deployments without the embedded server's own clock; harmless at any time."""

    help = (
        "Ask every CPAS about this week, and write to its people; between Monday 7:00 and Wednesday, once a week each."
    )

    def handle(self, *args, **options) -> None:
        """Ask, and say how many letters were written."""
        self.stdout.write(f"{send_pulses()} letters")
