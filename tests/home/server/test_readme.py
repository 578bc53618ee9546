"""README's Deployment, command by command, in production mode on a fresh database: what serves is started, the rest is done."""

import os
import re
import shlex
import subprocess
import sys
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.copies import store
from tests.home.server.production import BIN, HOST, Processes, free_port, settings_of
from tests.run import ROOT

ON_COLUMN = os.environ.get("DATABASE_URL", "").startswith("postgres") and os.environ.get("REDIS_URL")
SERVES = re.compile(r"granian|uvicorn|manage\.py (?:work|receive_mail)\b")
ANSWERS = {
    "FOUND_ADMINISTRATOR": "ict@monitoring.example",
    "FOUND_SECRETARIAT": "secretariaat@monitoring.example",
    "FOUND_FEDERATION": "Brulocalis",
    "FOUND_REGIONS": "brussels",
    "FOUND_LANGUAGE": "nl",
    "BACKUP_PASSPHRASE": "for this test and no other",
    "MAIL_REPLY_DOMAIN": "reply.monitoring.example",
}
"""What README says is asked by the environment, where nobody sits there to answer."""


def commands() -> list[str]:
    """The commands of the first indented block of the Deployment section, without their comments."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Deployment")[2].partition("\n## ")[0]
    [block] = re.findall(r"(?:^    \.venv/bin/\S+ .*\n)+", section, re.MULTILINE)[:1]
    return [line.partition(" #")[0].strip() for line in block.splitlines()]


def test_the_commands_are_those_of_a_whole_site():
    told = " ".join(commands())
    for word in ("manage.py migrate", "collectstatic", "granian", "uvicorn", "manage.py work", "manage.py backup"):
        assert word in told


@pytest.mark.column
@pytest.mark.skipif(not ON_COLUMN, reason="Production needs PostgreSQL and Redis")
def test_each_command_does_what_it_says_in_the_order_of_the_readme(tmp_path):
    """The tables are laid already, by the same `migrate` on an empty database: here it finds nothing to do."""
    with store().made("deployed", tmp_path) as database, ExitStack() as ending:
        environment = settings_of(tmp_path, database, os.environ["REDIS_URL"]) | ANSWERS
        processes = Processes(tmp_path, environment)
        ending.callback(lambda: [processes.stop(name) for name in list(processes.running)])
        ports: dict[str, int] = {}
        for command in commands():
            words = here(command, tmp_path)
            if not SERVES.search(command):
                done = subprocess.run(
                    words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
                )
                assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-3000:]}"
                continue
            ports[command] = free_port()
            processes.environment = environment | {
                "GRANIAN_PORT": str(ports[command]),
                "UVICORN_PORT": str(ports[command]),
            }
            processes.start(f"server-{len(ports)}", *words)
            if "manage.py" not in command:
                processes.wait_for(ports[command], "/ready/")
        [pages] = [port for command, port in ports.items() if "granian" in command]
        processes.wait_for(pages, "/ready/worker/")
        assert page_of(pages, "/fr/account/login/") == 200
        assert list((tmp_path / "kept").glob("portal-*.backup"))
        ends = {name: processes.stop(name) for name in list(processes.running)}
        assert set(ends.values()) <= {0, -15}, ends


def here(command: str, folder: Path) -> list[str]:
    """A command of the README with the programs of this environment, a free port, and a folder of the test for backups."""
    (folder / "kept").mkdir(exist_ok=True)
    command = re.sub(r" --port \d+", "", command).replace("/var/backups/portal", str(folder / "kept"))
    first, *rest = shlex.split(command)
    return [str(BIN / Path(first).name) if Path(first).name != "python" else sys.executable, *rest]


def page_of(port: int, path: str) -> int:
    """The status of a page, asked as the web server in front asks."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    )
    status = connection.getresponse().status
    connection.close()
    return status
