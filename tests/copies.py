"""Databases that are copied instead of made again: the migrated one for each worker, the laid one after a transactional test."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from tests.run import ROOT


@cache
def store():
    """Where the databases of this run are: on a PostgreSQL server, or in files and memory."""
    url = os.environ.get("DATABASE_URL", "")
    if urlsplit(url).scheme.startswith("postgres"):
        from tests.postgresql import Server

        return Server(url)
    from tests.sqlite import Files

    return Files()


def manage(*command: str, var: Path, database: str, mode: str) -> None:
    """Run a command of the site in a process of its own, on a folder and a database of its own."""
    environment = {**os.environ, "PORTAL_MODE": mode, "PORTAL_VAR": str(var), "DATABASE_URL": database, "REDIS_URL": ""}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


def lead_to(name: str) -> None:
    """Point Django's connection at another database."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
