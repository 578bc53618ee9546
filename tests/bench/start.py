"""Start to the first page, and memory, against a bare Wagtail project made in the same environment."""

import asyncio
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.bench.machine import ROOT, Machine, free_port, memory, served, wait_for
from tests.bench.report import p50, ratio, table
from tests.bench.wire import Browser

TIMES, PAGES = 3, 30
SETTINGS = """from .base import *
SECRET_KEY = "bench"
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""
ASGI = """import os
from django.core.asgi import get_asgi_application
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bare.settings.bench")
application = get_asgi_application()
"""


def measure(machine: Machine) -> None:
    """Print the table."""
    project = bare_project(machine)
    env = machine.env(DJANGO_SETTINGS_MODULE="bare.settings.bench")
    ours, bare = [], []
    for _ in range(machine.rounds(TIMES)):
        bare.append(started(["-m", "tests.bench.launch", "bare.asgi:application"], env, project, "/"))
        ours.append(started(["manage.py", "serve", "--port"], machine.env(), ROOT, "/fr/"))
    rows = [["bare Wagtail", *medians(bare)], ["ours", *medians(ours)]]
    rows.append(["ratio", *(ratio(one, limit) for one, limit in zip(rows[1][1:], rows[0][1:], strict=True))])
    table("Start and memory", ["", "ms to the first page", "MB of memory after 30 pages"], rows)


def medians(found: list[tuple[float, float]]) -> tuple[float, float]:
    """Milliseconds and megabytes."""
    return p50(seconds for seconds, _size in found), median(size for _seconds, size in found)


def started(command: list[str], env: dict, folder: Path, path: str) -> tuple[float, float]:
    """Seconds from the start of a process to its first page, and its memory in megabytes after some more."""
    port = free_port()
    with served([*command, str(port)], env | {"PYTHONPATH": f"{folder}:{env['PYTHONPATH']}"}, folder) as process:
        seconds = wait_for(port, path, process)
        asyncio.run(several(port, path))
        return seconds, memory(process)


async def several(port: int, path: str) -> None:
    """Ask for some pages."""
    async with Browser(port) as browser:
        for _ in range(PAGES):
            await browser.timed(path)


def bare_project(machine: Machine) -> Path:
    """What `wagtail start` makes, with its database."""
    folder = machine.folder / "bare"
    if not folder.exists():
        folder.mkdir()
        wagtail = Path(sys.executable).with_name("wagtail")
        subprocess.run([wagtail, "start", "bare", folder], check=True, stdout=subprocess.DEVNULL)
        (folder / "bare/settings/bench.py").write_text(SETTINGS)
        (folder / "bare/asgi.py").write_text(ASGI)
        env = machine.env(DJANGO_SETTINGS_MODULE="bare.settings.bench")
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=folder, env=env, check=True)
    return folder
