"""`manage.py restore FILE`: a site from its backup, on an empty database and empty folders."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from home.backups.actions import NotEmpty, Unsuitable, restore_backup
from home.backups.databases import DatabaseFailed
from home.backups.sealing import Damaged
from home.management.passphrase import backup_passphrase

OTHER_KEY = (
    "SECRET_KEY is not that of the site that was backed up: everybody signs in again, and addresses for replies, feeds and "
    "stopping mails that were sent before lead nowhere."
)


class Command(BaseCommand):
    """Restores onto an empty site, or with --force over what is there."""

    help = (
        "Restores a backup onto an empty site and compares every table and file. Stop pages, sockets and worker first."
    )

    def add_arguments(self, parser) -> None:
        """`FILE [--force]`."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="Replace the site that is there.")

    def handle(self, *args, file: Path, force: bool, **options) -> None:
        """Restore, and say what was compared."""
        began = time.monotonic()
        try:
            backup = restore_backup(path=file, passphrase=backup_passphrase(), force=force)
        except NotEmpty as error:
            raise CommandError(f"{error} With --force the backup replaces it.") from error
        except (Damaged, Unsuitable, DatabaseFailed, OSError) as error:
            raise CommandError(str(error)) from error
        tables, seconds = backup.manifest["tables"], time.monotonic() - began
        self.stdout.write(
            f"Restored as of {backup.manifest['at']} in {seconds:.1f} s: {len(tables)} tables, {backup.rows:,} rows and "
            f"{backup.files:,} files are what they were."
        )
        if not backup.same_key:
            self.stderr.write(OTHER_KEY)
        self.stdout.write("Now run manage.py migrate: it brings an older backup up to this release.")
