"""The passphrase of backups, as the settings give it to commands."""

from django.conf import settings
from django.core.management.base import CommandError

from home.backups.sealing import SHORTEST_PASSPHRASE


def backup_passphrase() -> str:
    """The passphrase. Raises CommandError where there is none, or one that could be guessed."""
    if len(settings.BACKUP_PASSPHRASE) < SHORTEST_PASSPHRASE:
        raise CommandError(
            f"Set BACKUP_PASSPHRASE, or BACKUP_PASSPHRASE_FILE to a file that holds it, to at least {SHORTEST_PASSPHRASE} "
            "characters, and keep it where the backup is not: without it no backup opens."
        )
    return settings.BACKUP_PASSPHRASE
