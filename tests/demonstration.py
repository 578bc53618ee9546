"""The loaded demonstration: made once in a run, by whoever needs it first, and handed out in copies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from home.demo.days import told_day
from home.demo.problems import SOURCE
from tests.copies import manage, store
from tests.run import FOLDER, alone

NAME = "demonstration"
NOT_COPIED = ("portal.sqlite3*", "ready")


@dataclass(frozen=True)
class Demonstration:
    """A site that nobody else touches: its folder, and DATABASE_URL, empty for the SQLite file in the folder."""

    var: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process that serves it needs in its environment."""
        return {"PORTAL_MODE": "demo", "PORTAL_VAR": str(self.var), "DATABASE_URL": self.database}


@contextmanager
def demonstration(var: Path) -> Iterator[Demonstration]:
    """A copy of the loaded demonstration in a folder that is empty; on PostgreSQL its database is dropped at the end."""
    source = loaded()
    shutil.copytree(source, var, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOT_COPIED))
    with store().copied(NAME, source, var) as database:
        yield Demonstration(var, database)


def reference(place: int) -> str:
    """The reference of the problem that was filed in this place, from one on: its year is that of the day it is told of."""
    rows = enumerate(json.loads(SOURCE.read_text(encoding="utf-8"))["problems"])
    filed = sorted((told_day(row["reported_on"]), index % 5, index) for index, row in rows)
    day = filed[place - 1][0]
    number = sum(one.year == day.year for one, _hour, _index in filed[:place])
    return f"CO-{day.year}-{number:04d}"


def loaded() -> Path:
    """The folder of the demonstration that copies are made of."""
    folder = FOLDER / NAME
    with alone(NAME):
        if not (folder / "ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            with store().made(NAME, folder) as database:
                manage("demo", "--no-serve", var=folder, database=database, mode="demo")
            (folder / "ready").touch()
    return folder
