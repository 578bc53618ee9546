"""The database as a stream of bytes, and what its tables hold as counts and sums; on PostgreSQL and on SQLite."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from sqlite3 import Connection
from sqlite3 import connect as open_sqlite
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

PIECE = 4 * 1024 * 1024
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
SUM = "SELECT count(*), coalesce(sum(hashtextextended(one::text, 0)::numeric), 0)::text FROM {} one"
EVERYTHING = 'SELECT * FROM "{}"'
PATIENCE = "SET lock_timeout = '15s'"
Tables = dict[str, list]
"""By table: how many rows, and a sum over what they hold that does not depend on their order."""


class DatabaseFailed(RuntimeError):
    """The database's own tools did not do what they were asked."""


@contextmanager
def snapshot() -> Iterator[tuple[Tables, Iterator[bytes]]]:
    """What every table holds and the whole database as bytes, both as of one moment; others write on meanwhile."""
    with postgresql_snapshot() if connection.vendor == "postgresql" else sqlite_snapshot() as found:
        yield found


def load(pieces: Iterable[bytes]) -> None:
    """Make the database hold what a snapshot held, and nothing else; all of it or, on PostgreSQL, none."""
    (load_postgresql if connection.vendor == "postgresql" else load_sqlite)(pieces)


def tables_now() -> Tables:
    """What every table holds now."""
    if connection.vendor == "sqlite":
        with sqlite_snapshot() as (tables, _pieces):
            return tables
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        return postgresql_tables(cursor)


@contextmanager
def postgresql_snapshot() -> Iterator[tuple[Tables, Iterator[bytes]]]:
    """A transaction that others can look through, for as long as pg_dump reads."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        cursor.execute("SELECT pg_export_snapshot()")
        [name] = cursor.fetchone()
        yield (
            postgresql_tables(cursor),
            dumped(["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}"]),
        )


def postgresql_tables(cursor) -> Tables:
    """Count and sum up inside the database: nothing but two numbers a table leaves it."""
    found = {}
    for name in sorted(connection.introspection.table_names(cursor)):
        cursor.execute(SUM.format(connection.ops.quote_name(name)))
        found[name] = list(cursor.fetchone())
    return found


def tool(program: str, options: list[str]) -> dict[str, Any]:
    """How to call a program of PostgreSQL for this database: its words and its environment, the password in the latter."""
    words, env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return {"args": [program, *options, *words[1:-1], f"--dbname={words[-1]}"], "env": {**os.environ, **(env or {})}}


def dumped(options: list[str]) -> Iterator[bytes]:
    """What pg_dump writes. Raises DatabaseFailed with its words."""
    with subprocess.Popen(
        **tool("pg_dump", options), stdout=subprocess.PIPE, stderr=(said := tempfile.TemporaryFile())
    ) as dump:
        while dump.stdout and (piece := dump.stdout.read(PIECE)):
            yield piece
    require_success("pg_dump", dump.returncode, said)


def load_postgresql(pieces: Iterable[bytes]) -> None:
    """Drop every table and let pg_restore make and fill them, in one transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PATIENCE)
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
    connection.close()
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    with subprocess.Popen(
        **tool("pg_restore", options), stdin=subprocess.PIPE, stderr=(said := tempfile.TemporaryFile())
    ) as restore:
        try:
            if restore.stdin:
                restore.stdin.writelines(pieces)
                restore.stdin.close()
        except BrokenPipeError:
            restore.kill()
    require_success("pg_restore", restore.returncode, said)


def require_success(program: str, code: int, said) -> None:
    """Raise DatabaseFailed with the end of what a program said, unless it ended well."""
    with said:
        said.seek(0)
        words = said.read().decode(errors="replace").strip()
    if code:
        raise DatabaseFailed(f"{program}: {words[-500:] or f'ended with {code}'}")


@contextmanager
def sqlite_snapshot() -> Iterator[tuple[Tables, Iterator[bytes]]]:
    """A copy by SQLite's online backup, in a folder that nobody else reads and that is gone afterwards."""
    connection.ensure_connection()
    with beside_database() as folder:
        copy = folder / "copy.sqlite3"
        with closing(open_sqlite(copy)) as target:
            connection.connection.backup(target)
            tables = sqlite_tables(target)
        yield tables, pieces_of(copy)


def load_sqlite(pieces: Iterable[bytes]) -> None:
    """Write the copy beside, let SQLite copy it over what is there, and see that it is sound."""
    connection.ensure_connection()
    with beside_database() as folder:
        copy = folder / "copy.sqlite3"
        with copy.open("wb") as file:
            file.writelines(pieces)
        with closing(open_sqlite(copy)) as source:
            source.backup(connection.connection)
    with connection.cursor() as cursor:
        if cursor.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise DatabaseFailed("The SQLite database in the backup is not sound.")


@contextmanager
def beside_database() -> Iterator[Path]:
    """A folder where the database file stands, so that there is room for another like it; only for its owner."""
    file = Path(connection.settings_dict["NAME"])
    with tempfile.TemporaryDirectory(prefix="backup-", dir=file.parent if file.is_file() else None) as folder:
        yield Path(folder)


def pieces_of(path: Path) -> Iterator[bytes]:
    """A file, a few MiB at a time."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def sqlite_tables(raw: Connection) -> Tables:
    """Count and sum up, row by row."""
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return {name: sum_of(raw.execute(EVERYTHING.format(name))) for [name] in names.fetchall()}


def sum_of(rows: Iterable[tuple]) -> list:
    """How many rows, and the sum of their digests."""
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(blake2b(repr(tuple(row)).encode(), digest_size=8).digest(), "big")
    return [count, str(total % 2**64)]
