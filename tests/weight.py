"""How much test there is for the code: `python -m tests.weight` prints it at the end of `make coverage`."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ("committee", "issues", "publications", "home")


def lines_of(*folders: str) -> int:
    """Lines of Python below these folders, migrations aside, blank ones not counted."""
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)
    return sum(1 for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def weighed() -> str:
    """One sentence: lines of test, lines of code, and their ratio."""
    tests, code = lines_of("tests"), lines_of(*APPS)
    return f"{tests:,} lines of tests for {code:,} lines of code: {tests / code:.2f}"


if __name__ == "__main__":
    print(weighed())
