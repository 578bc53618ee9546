"""The same pages at 1,000 and at 100,000 problems on PostgreSQL: server CPU, of Django and of the database together, and the
rows that the database reads, which no noise of the machine moves.

Two databases are made beside the one that DATABASE_URL names, seeded, measured in turns, and dropped. With `--keep`
they stay and are used again.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.bench.machine import ROOT, Machine
from tests.bench.report import ratio, table

BUDGET = 1.2
RATIOS = {"posts": 10, "declarations": 3}
ORGANISATIONS = 564
TURNS = 2


def measure(machine: Machine) -> None:
    """Print the table, or why there is none."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        print(
            "\n### Scale\n\nSkipped: PostgreSQL only. Give DATABASE_URL=postgres://…, whose role may create databases.\n"
        )
        return
    sizes = (100, 1_000) if machine.small else (1_000, 100_000)
    with seeded(machine, url, sizes[0]) as one, seeded(machine, url, sizes[1]) as other:
        turns = [
            (asked(machine, one), asked(machine, other))
            for _ in range(machine.rounds(TURNS) if not machine.small else 1)
        ]
    report(sizes, turns)


def report(sizes: tuple[int, int], turns: list[tuple[dict, dict]]) -> None:
    """The means of the turns; the last column says whether the budget is kept."""
    head = [
        "ms of server CPU",
        *(f"{size:,}: {part}" for size in sizes for part in ("Django", "database", "rows")),
        "ratio",
        "of rows",
        f"budget {BUDGET}",
    ]
    rows = []
    for name in turns[0][0]:
        few, many = ([mean([turn[place][name][part] for turn in turns]) for part in (0, 1, 2)] for place in (0, 1))
        times = sum(many[:2]) / sum(few[:2])
        shares = ratio(sum(many[:2]), sum(few[:2])), ratio(many[2], few[2])
        rows.append([name, *few, *many, *shares, "kept" if times <= BUDGET else "**missed**"])
    table(f"Scale: {sizes[1]:,} problems against {sizes[0]:,}, {ORGANISATIONS} organisations in both", head, rows)


def mean(numbers: list[float]) -> float:
    """The arithmetic mean."""
    return sum(numbers) / len(numbers)


@contextmanager
def seeded(machine: Machine, url: str, problems: int) -> Iterator[str]:
    """The address of a database with so many problems; dropped afterwards, unless it is kept."""
    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_scale_{problems}"
    own = urlunsplit(parts._replace(path=f"/{name}"))
    if not holds(own):
        create(url, name)
        fill(machine, own, problems)
    try:
        yield own
    finally:
        if not machine.kept:
            execute(url, "DROP DATABASE {} WITH (FORCE)", name)


def holds(url: str) -> bool:
    """Whether a database is there and its seeding came to its end, which counting the words is."""
    try:
        with psycopg.connect(url) as connection:
            return bool(connection.execute("SELECT 1 FROM home_stem LIMIT 1").fetchone())
    except psycopg.Error:
        return False


def create(url: str, name: str) -> None:
    """An empty database."""
    execute(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    execute(url, "CREATE DATABASE {}", name)


def execute(url: str, statement: str, name: str) -> None:
    """Make or drop a database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def fill(machine: Machine, url: str, problems: int) -> None:
    """Migrate and seed."""
    sizes = {"problems": problems, **{name: problems * times for name, times in RATIOS.items()}}
    options = [f"--{name}={number}" for name, number in sizes.items()]
    for command in (["migrate", "-v0"], ["seed_scale", *options, f"--organisations={ORGANISATIONS}"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=env(machine, url), check=True, stdout=sys.stderr
        )


def asked(machine: Machine, url: str) -> dict[str, list[float]]:
    """What each question costs, as milliseconds of Django and of the database, and rows."""
    rounds = str(5 if machine.small else 30)
    command = [sys.executable, "-m", "tests.bench.questions", rounds]
    done = subprocess.run(command, cwd=ROOT, env=env(machine, url), check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def env(machine: Machine, url: str) -> dict[str, str]:
    """The site’s environment on this database, whose settings keep all of a question in one process of PostgreSQL."""
    return machine.env(DATABASE_URL=url)
