"""`manage.py backup FILE`: the whole site in one sealed file, read back before it counts."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from committee.journal import clock
from home.backups.actions import Backup, check_backup, prune_backups, write_backup
from home.backups.databases import DatabaseFailed
from home.backups.retention import name_of
from home.backups.sealing import Damaged
from home.management.passphrase import backup_passphrase


class Command(BaseCommand):
    """Writes a backup, checks one, or forgets old ones."""

    help = (
        "Writes database and files into one encrypted file, and reads it back. Given a folder, it names the file by its moment. "
        "The passphrase is BACKUP_PASSPHRASE, or stands in the file that BACKUP_PASSPHRASE_FILE names."
    )

    def add_arguments(self, parser) -> None:
        """`FILE [--check] [--prune]`."""
        parser.add_argument("file", type=Path, help="The file to write, or a folder.")
        parser.add_argument("--check", action="store_true", help="Read a backup to its end; write nothing.")
        parser.add_argument(
            "--prune", action="store_true", help="Of the folder's backups keep 7 days, 5 weeks and 12 months."
        )

    def handle(self, *args, file: Path, check: bool, prune: bool, **options) -> None:
        """Do it, and say what the file holds."""
        passphrase = backup_passphrase()
        path = file / name_of(clock.now()) if file.is_dir() else file
        try:
            backup = (check_backup if check else write_backup)(path=path, passphrase=passphrase)
        except (Damaged, DatabaseFailed, OSError) as error:
            raise CommandError(str(error)) from error
        self.tell(path, backup)
        if prune and not check:
            forgotten = prune_backups(folder=path.parent)
            self.stdout.write(f"{len(forgotten)} older backups were deleted.")

    def tell(self, path: Path, backup: Backup) -> None:
        """Say what it holds, and what it does not."""
        tables = backup.manifest["tables"]
        self.stdout.write(f"{path}: {backup.bytes:,} bytes, SHA-256 {backup.sha256}")
        self.stdout.write(f"Holds {len(tables)} tables, {backup.rows:,} rows, {backup.files:,} files; read back whole.")
        if settings.FILES_IN_BUCKET:
            self.stdout.write("Not the files: FILES_URL names a bucket, which must keep versions of its own.")
        self.stdout.write(
            f"Keep elsewhere: the passphrase, and these settings: {', '.join(backup.manifest['settings'])}."
        )
