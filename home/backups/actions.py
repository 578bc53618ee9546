"""Write a backup, check one, and put one back. Called by the commands of those who hold the machine, not by members."""

from __future__ import annotations

import hmac
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from committee.journal import clock
from committee.people.models import Person
from home.backups.archive import DATABASE, ArchiveWriter, Measured, read_whole
from home.backups.databases import load, snapshot, tables_now
from home.backups.retention import names_to_forget
from home.backups.sealing import SealedReader, SealingWriter

VERSION = 1
RESTORED, BEFORE = ".restored", ".before"


class NotEmpty(RuntimeError):
    """There is a site already, which a restored one would replace."""


class Unsuitable(ValueError):
    """A backup that is whole, but not for this site."""


@dataclass(frozen=True)
class Backup:
    """A backup that was read to its end and is as it was written."""

    bytes: int
    sha256: str
    manifest: dict[str, Any]

    @property
    def rows(self) -> int:
        """How many rows all tables hold."""
        return sum(count for count, _sum in self.manifest["tables"].values())

    @property
    def files(self) -> int:
        """How many files it holds beside the database."""
        return len(self.manifest["parts"]) - 1

    @property
    def same_key(self) -> bool:
        """Whether this site has the SECRET_KEY of the one that was backed up."""
        return hmac.compare_digest(self.manifest["key"], key_sign())


def folders() -> dict[str, Path]:
    """The files that belong to the site, by the names that they have in a backup: none where a bucket holds them, which
    keeps versions of its own.
    """
    if settings.FILES_IN_BUCKET:
        return {}
    return {"private": Path(settings.PRIVATE_ROOT), "media": Path(settings.MEDIA_ROOT)}


def key_sign() -> str:
    """A word by which SECRET_KEY is known again, and that does not tell it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"backup", sha256).hexdigest()


def write_backup(*, path: Path, passphrase: str) -> Backup:
    """Write a backup beside, read it back, give it its name, and note it in `backups/last.json`.

    The database comes first: a file that it knows is written before it is named there, so none is missing.
    """
    at = clock.now()
    partial = path.with_name(f"{path.name}.partial")
    try:
        with open(partial, "wb", opener=private_opener) as file:
            sealed = SealingWriter(file, passphrase)
            write_parts(sealed, at)
            sealed.close()
            file.flush()
            os.fsync(file.fileno())
        backup = check_backup(path=partial, passphrase=passphrase)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    note_last(backup, at)
    return backup


def private_opener(path: str, flags: int) -> int:
    """Open a file that only its owner may read."""
    return os.open(path, flags, 0o600)


def write_parts(sealed: SealingWriter, at: datetime) -> None:
    """Database, files, manifest."""
    archive = ArchiveWriter(sealed)
    with snapshot() as (tables, pieces):
        archive.add_database(pieces)
    for name, folder in folders().items():
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            archive.add_file(f"{name}/{path.relative_to(folder).as_posix()}", path)
    archive.finish(
        {
            "version": VERSION,
            "at": at.isoformat(timespec="seconds"),
            "site": settings.SITE_URL,
            "engine": connection.vendor,
            "tables": tables,
            "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
            "settings": settings.CHOSEN_SETTINGS,
            "key": key_sign(),
        }
    )


def note_last(backup: Backup, at: datetime) -> None:
    """Let the site know when it was last backed up."""
    folder = Path(settings.VAR) / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    facts = {"at": at.isoformat(timespec="seconds"), "bytes": backup.bytes, "sha256": backup.sha256}
    (folder / "last.json.partial").write_text(json.dumps(facts), encoding="utf-8")
    (folder / "last.json.partial").replace(folder / "last.json")


def check_backup(*, path: Path, passphrase: str) -> Backup:
    """Read a backup to its end without changing anything. Raises Damaged."""
    with path.open("rb") as file:
        manifest = read_whole(SealedReader(file, passphrase))
        file.seek(0)
        digest = file_digest(file, "sha256").hexdigest()
        return Backup(file.tell(), digest, manifest)


def restore_backup(*, path: Path, passphrase: str, force: bool = False) -> Backup:
    """Put a backup back: first it is read to its end, then nothing is left of what was here, then all is compared.

    Raises Damaged, Unsuitable, and NotEmpty where there is a site already, unless forced; nothing is changed then.
    """
    backup = check_backup(path=path, passphrase=passphrase)
    require_suitable(backup)
    require_place_for_files(backup)
    if not force and not is_empty():
        raise NotEmpty("There is a site here already, with people or files. Nothing was changed.")
    with files_beside() as beside, path.open("rb") as file:
        read_whole(SealedReader(file, passphrase), lambda name, pieces: take_part(name, pieces, beside))
        put_in_place(beside)
    connection.close()
    cache.clear()
    require_same(backup)
    return backup


def require_suitable(backup: Backup) -> None:
    """Raise Unsuitable for a backup of another sort or another database."""
    if backup.manifest["version"] != VERSION:
        raise Unsuitable("The backup was written by a later release of the portal.")
    if (engine := backup.manifest["engine"]) != connection.vendor:
        raise Unsuitable(f"The backup is of {engine}, and DATABASE_URL names {connection.vendor}.")


def require_place_for_files(backup: Backup) -> None:
    """Raise Unsuitable for a backup with files where a bucket would have to take them."""
    if settings.FILES_IN_BUCKET and backup.files:
        raise Unsuitable("The backup holds files: restore it without FILES_URL, then bring PORTAL_VAR into the bucket.")


def is_empty() -> bool:
    """Whether nobody was ever here: no person, and no file."""
    if any(path.is_file() for folder in folders().values() for path in folder.rglob("*")):
        return False
    with connection.cursor() as cursor:
        known = connection.introspection.table_names(cursor)
    return Person._meta.db_table not in known or not Person.objects.exists()


@contextmanager
def files_beside() -> Iterator[dict[str, Path]]:
    """Folders beside those of the site, in which files stand until all of them are there."""
    beside = {name: folder.with_name(folder.name + RESTORED) for name, folder in folders().items()}
    for folder in beside.values():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    try:
        yield beside
    finally:
        for folder in beside.values():
            shutil.rmtree(folder, ignore_errors=True)


def take_part(name: str, pieces: Measured, beside: dict[str, Path]) -> None:
    """Load the database, or write a file beside."""
    if name == DATABASE:
        load(pieces)
        return
    kind, _slash, rest = name.partition("/")
    target = beside[kind] / rest
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.writelines(pieces)


def put_in_place(beside: dict[str, Path]) -> None:
    """Let the files that came take the place of those that were."""
    for name, folder in folders().items():
        before = folder.with_name(folder.name + BEFORE)
        shutil.rmtree(before, ignore_errors=True)
        if folder.exists():
            folder.rename(before)
        beside[name].rename(folder)
        shutil.rmtree(before, ignore_errors=True)


def require_same(backup: Backup) -> None:
    """Raise Unsuitable unless every table and file is what the manifest says."""
    now, then = tables_now(), backup.manifest["tables"]
    other = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    here = {
        f"{name}/{path.relative_to(folder).as_posix()}": path
        for name, folder in folders().items()
        for path in folder.rglob("*")
        if path.is_file()
    }
    parts = {name: part for name, part in backup.manifest["parts"].items() if name != DATABASE}
    other += sorted(name for name in here.keys() | parts.keys() if not is_same(here.get(name), parts.get(name)))
    if other:
        raise Unsuitable(f"After the restoration these differ from the backup: {', '.join(other[:20])}.")


def is_same(path: Path | None, part: dict[str, Any] | None) -> bool:
    """Whether a file is what the manifest says."""
    if path is None or part is None:
        return False
    with path.open("rb") as file:
        return bool(file_digest(file, "sha256").hexdigest() == part["sha256"])


def prune_backups(*, folder: Path) -> list[str]:
    """Delete the backups in a folder that are no longer kept. Returns their names."""
    forgotten = names_to_forget(path.name for path in folder.iterdir())
    for name in forgotten:
        (folder / name).unlink()
    return forgotten
