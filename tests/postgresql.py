"""PostgreSQL: every database of a run bears its name, is copied by the server, and is dropped with the run."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from tests.copies import lead_to, manage
from tests.run import RUN, WORKER, alone

COLUMNS = """
select table_name, array_agg(column_name::text) from information_schema.columns join information_schema.tables
using (table_schema, table_name) where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
group by table_name order by table_name
"""
SEQUENCES = "select 'public.' || quote_ident(sequencename), coalesce(last_value, start_value), last_value is not null from pg_sequences"
ALONE = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
OWNER = "select {}(hashtext('portal tests'), hashtext(%s))"
"""A lock that every process of a run shares, by its name: whoever gets it for itself knows that the run is over."""


class Server:
    """Copies by CREATE DATABASE … TEMPLATE, which takes numbers of sequences along, too."""

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)
        self.base = f"test_{self.url.path.strip('/')}"
        self.server = psycopg.connect(urlunsplit(self.url._replace(path="/postgres")), autocommit=True)
        self.server.execute(OWNER.format("pg_advisory_lock_shared"), [RUN])
        self.under_test = self.named(f"{WORKER}_1")
        self.put_back_all: list[SQL | Composed] = []
        self.sweep()

    def open_migrated(self) -> None:
        """Lead Django to a migrated database of this worker's own."""
        self.copy(self.migrated(), self.under_test)
        lead_to(self.under_test)

    def keep_laid(self) -> None:
        """Remember what the database under test holds, once, in a schema beside."""
        if self.put_back_all:
            return
        with self.inside() as database:
            database.execute("create schema laid")
            columns = database.execute(COLUMNS).fetchall()
            for table, names in columns:
                kept, ours, all_of_it = (
                    Identifier("laid", table),
                    Identifier("public", table),
                    SQL(", ").join(map(Identifier, names)),
                )
                database.execute(SQL("create unlogged table {} as select {} from {}").format(kept, all_of_it, ours))
                self.put_back_all.append(
                    SQL("insert into {} ({}) select {} from {}").format(ours, all_of_it, all_of_it, kept)
                )
            emptied = [SQL("delete from {}").format(Identifier("public", table)) for table, _names in columns]
            numbered = [SQL("select setval({}, {}, {})").format(*row) for row in database.execute(SEQUENCES)]
            self.put_back_all[:0] = emptied + numbered

    def put_back(self) -> None:
        """Let the database under test hold again what was remembered; dropping and copying it would take seconds."""
        with self.inside() as database:
            database.execute(ALONE)
            database.execute(SQL(";\n").join(self.put_back_all))

    def inside(self) -> psycopg.Connection:
        """A connection to the database under test; as a context it is one transaction, and closed after it."""
        return psycopg.connect(self.address(self.under_test))

    def close(self) -> None:
        """Drop what is this worker's own; the last process of a run drops the rest."""
        lead_to("postgres")
        self.drop(self.under_test)
        self.server.execute(OWNER.format("pg_advisory_unlock_shared"), [RUN])
        self.sweep()
        self.server.close()

    @contextmanager
    def made(self, name: str, var: Path) -> Iterator[str]:
        """Make a migrated database for a demonstration; its DATABASE_URL."""
        self.drop(self.named(name))
        self.copy(self.migrated(), self.named(name))
        yield self.address(self.named(name))

    @contextmanager
    def copied(self, name: str, source: Path, var: Path) -> Iterator[str]:
        """Copy the database of a demonstration; DATABASE_URL of the copy, which is dropped at the end."""
        copy = self.named(f"{name}_{re.sub('[^a-z0-9]', '', var.name.lower())}_{WORKER}")
        self.copy(self.named(name), copy)
        yield self.address(copy)
        self.drop(copy)

    def named(self, name: str) -> str:
        """The name of a database of this run."""
        return f"{self.base}_run_{RUN}_{name}"

    def address(self, database: str) -> str:
        """DATABASE_URL of a database on this server."""
        return urlunsplit(self.url._replace(path=f"/{database}"))

    def copy(self, source: str, target: str) -> None:
        """Copy a database under another name, which must be free."""
        self.server.execute(SQL("create database {} template {}").format(Identifier(target), Identifier(source)))

    def drop(self, *databases: str) -> None:
        """Drop databases, in use or not."""
        for database in databases:
            self.server.execute(SQL("drop database if exists {} with (force)").format(Identifier(database)))

    def migrated(self) -> str:
        """The migrated database; whoever comes first in a run makes it beside, then gives it its name."""
        name, unready = self.named("migrated"), self.named("unready")
        with alone("migrated"):
            if not self.known(name):
                self.drop(unready)
                self.copy("template0", unready)
                with tempfile.TemporaryDirectory() as folder:
                    manage("migrate", "--no-input", var=Path(folder), database=self.address(unready), mode="test")
                self.server.execute(SQL("alter database {} rename to {}").format(Identifier(unready), Identifier(name)))
        return name

    def known(self, pattern: str) -> list[str]:
        """The databases whose names match."""
        found = self.server.execute("select datname from pg_database where datname ~ %s", [f"^{pattern}$"])
        return [name for (name,) in found]

    def sweep(self) -> None:
        """Drop the databases of runs that are over, this one's or those that were killed."""
        for database in self.known(f"{re.escape(self.base)}_run_[a-z0-9_]{{8}}_.*"):
            run = database.removeprefix(f"{self.base}_run_")[:8]
            if self.server.execute(OWNER.format("pg_try_advisory_lock"), [run]).fetchone()[0]:
                self.drop(database)
                self.server.execute(OWNER.format("pg_advisory_unlock"), [run])
