"""The temporary site: its database, its environment, and the processes that serve it."""

import json
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = ("DATABASE_URL", "REDIS_URL", "WEB_CONCURRENCY", "DJANGO_SETTINGS_MODULE")
START_SECONDS = 60


@dataclass
class Machine:
    """Where everything is, and how much of it."""

    folder: Path
    small: bool = False
    kept: bool = False

    @property
    def facts(self) -> dict:
        """What the seeding left: sessions, references, a strand."""
        return json.loads((self.folder / "facts.json").read_text())

    def rounds(self, many: int) -> int:
        """How often to measure."""
        return max(3, many // 5) if self.small else many

    def env(self, **more: str) -> dict[str, str]:
        """The environment of a process of this site."""
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        path = os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH", "")]))
        return kept | {"PORTAL_MODE": "demo", "PORTAL_VAR": str(self.folder), "PYTHONPATH": path} | more

    def prepare(self) -> None:
        """Make the database, unless it is there; room for a thousand sockets."""
        _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
        if not (self.folder / "facts.json").exists():
            self.run("manage.py", "migrate", "-v0")
            self.run("-m", "tests.bench.seed", "500" if self.small else "10000")

    def run(self, *command: str) -> None:
        """Run Python to its end."""
        began = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=ROOT, env=self.env(), check=True, stdout=subprocess.DEVNULL)
        print(f"{' '.join(command)}: {time.perf_counter() - began:.1f} s", file=sys.stderr)

    @contextmanager
    def site(self, **more: str) -> Iterator[tuple[int, subprocess.Popen]]:
        """Serve the site as `make demo` does; gives the port and the process."""
        port = free_port()
        with served(["manage.py", "serve", "--port", str(port)], self.env(PORT=str(port), **more), ROOT) as process:
            wait_for(port, "/health/", process)
            yield port, process

    @contextmanager
    def app(self, name: str) -> Iterator[int]:
        """Serve one of the bench's own applications with the same server; gives the port."""
        with self.app_process(name) as (port, _process):
            yield port

    @contextmanager
    def app_process(self, name: str, **more: str) -> Iterator[tuple[int, subprocess.Popen]]:
        """The same; gives the port and the process."""
        port = free_port()
        with served(["-m", "tests.bench.launch", name, str(port)], self.env(PORT=str(port), **more), ROOT) as process:
            wait_for(port, "/ready", process)
            yield port, process


@contextmanager
def served(command: list[str], env: dict, folder: Path) -> Iterator[subprocess.Popen]:
    """A process, ended at the end."""
    process = subprocess.Popen([sys.executable, *command], cwd=folder, env=env, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def free_port() -> int:
    """A port of the loopback that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port: int, path: str, process: subprocess.Popen) -> float:
    """Ask until a page is answered; returns how many seconds that took."""
    began = time.perf_counter()
    while time.perf_counter() - began < START_SECONDS and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            if connection.getresponse().status < 400:
                return time.perf_counter() - began
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise RuntimeError(f"{path} was not served")


def processor_seconds(process: subprocess.Popen) -> float:
    """Processor time taken so far by a process, with all its threads; to the nanosecond where Linux tells it."""
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def tree_of(pid: int) -> list[int]:
    """A process and all that it began."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [pid, *(one for task in tasks for child in task.read_text().split() for one in tree_of(int(child)))]


def tree_seconds(process: subprocess.Popen) -> float:
    """Processor time taken so far by a process and all that it began, with the threads that have ended; in hundredths."""
    told = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in tree_of(process.pid)]
    return sum(int(numbers[11]) + int(numbers[12]) for numbers in told) / os.sysconf("SC_CLK_TCK")


def memory(process: subprocess.Popen) -> float:
    """Memory of a process and all that it began, in megabytes; pages that they share are counted once."""
    rolls = [Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() for pid in tree_of(process.pid)]
    return sum(int(line.split()[1]) for roll in rolls for line in roll if line.startswith("Pss:")) / 1024
