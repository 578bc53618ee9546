"""SQLite: the database under test lives in memory, what it is copied from in files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.copies import lead_to, manage
from tests.run import KEPT, WORKER, alone
from tests.schema import fingerprint

NEWEST = 4
"""How many migrated databases are kept for later runs."""


class Files:
    """Copies by SQLite's own backup, which also takes what still waits in the log."""

    def __init__(self) -> None:
        self.laid: sqlite3.Connection | None = None

    def open_migrated(self) -> None:
        """Lead Django to a migrated database in memory."""
        lead_to(f"file:portal_{WORKER}?mode=memory&cache=shared")
        with closing(sqlite3.connect(migrated())) as source:
            source.backup(ours())

    def migrated(self) -> Path:
        """The file of the migrated database, made by whoever comes first."""
        return migrated()

    def keep_laid(self) -> None:
        """Remember what the database under test holds, once."""
        if self.laid is None:
            self.laid = sqlite3.connect(":memory:")
            ours().backup(self.laid)

    def put_back(self) -> None:
        """Let the database under test hold again what was remembered."""
        self.laid.backup(ours())

    def close(self) -> None:
        """Nothing outlives the process."""

    @contextmanager
    def made(self, name: str, var: Path) -> Iterator[str]:
        """Make a migrated database for a demonstration in a folder; its DATABASE_URL, which is none."""
        copy(migrated(), var / "portal.sqlite3")
        yield ""

    @contextmanager
    def copied(self, name: str, source: Path, var: Path) -> Iterator[str]:
        """Copy the database of a demonstration into another folder; its DATABASE_URL, which is none."""
        copy(source / "portal.sqlite3", var / "portal.sqlite3")
        yield ""


def ours() -> sqlite3.Connection:
    """The connection below Django's."""
    from django.db import connection

    connection.ensure_connection()
    return connection.connection


def migrated() -> Path:
    """The file of the migrated database; whoever comes first makes it beside, then puts it in place at once."""
    path = KEPT / f"{fingerprint()}.sqlite3"
    with alone("schema", KEPT):
        if path.exists():
            os.utime(path)
            return path
        for left in KEPT.glob("tmp*"):
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(dir=KEPT) as folder:
            manage("migrate", "--no-input", var=Path(folder), database="", mode="test")
            copy(Path(folder) / "portal.sqlite3", Path(folder) / "whole")
            (Path(folder) / "whole").replace(path)
        forget_oldest()
    return path


def copy(source: Path, target: Path) -> None:
    """Copy a database."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def forget_oldest() -> None:
    """Drop the files that were not used for longest."""
    files = sorted(KEPT.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[NEWEST:]:
        path.unlink(missing_ok=True)
