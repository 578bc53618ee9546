"""What belongs to this run of the suite alone: a name, a folder, locks between its workers."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("PORTAL_TEST_FOLDER") or tempfile.mkdtemp(prefix="portal-test-"))
"""The folder of this run: made by the process that starts it, inherited by its workers."""
os.environ["PORTAL_TEST_FOLDER"] = str(FOLDER)
os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"
"""What libraries would add to Hypothesis: nothing of ours is made with them, and it warns where it cannot watch their chance."""
RUN = FOLDER.name.rpartition("-")[2]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
KEPT = ROOT / "var" / "tests"
"""What later runs use again."""


@contextmanager
def alone(name: str, folder: Path = FOLDER) -> Iterator[None]:
    """Let one process at a time do something."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
