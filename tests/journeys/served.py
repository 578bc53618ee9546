"""A site in a process of its own, on a port and a copy of the demonstration of its own: can be killed and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 900
"""Seconds: a start costs four of them, and ten times as many where many others work."""


class Site:
    """What `manage.py serve` serves. The port is kept while nobody serves on it, so that nobody else takes it."""

    def __init__(self, var: Path, environment: dict[str, str]) -> None:
        self.kept = socket.socket()
        self.kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.kept.bind(("127.0.0.1", 0))
        self.port = self.kept.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = var / "log"
        self.environment = {**os.environ, **environment, "REDIS_PREFIX": f"journeys-{self.port}"}
        self.environment["PORT"] = str(self.port)
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.up = threading.Event()
        self.sessions: dict[str, dict] = {}

    def start(self) -> None:
        """Serve, and return when pages are answered."""
        command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(self.port)]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert not ended(self.process, within=0.1), self.log.read_text()[-3000:]
            assert time.monotonic() < deadline, self.log.read_text()[-3000:]
        self.up.set()

    def answers(self) -> bool:
        """Whether the site says that it is well."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End it as a power cut does."""
        self.up.clear()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as an administrator does."""
        self.process.terminate()
        assert ended(self.process, within=PATIENCE)
        self.kept.close()


def ended(process: subprocess.Popen, within: float) -> bool:
    """Whether a process ends in so many seconds."""
    try:
        process.wait(timeout=within)
    except subprocess.TimeoutExpired:
        return False
    return True
