"""The migrated database, made once and kept under a fingerprint of all that it comes from."""

from __future__ import annotations

import ast
import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.run import ROOT

PACKAGES = ("committee", "issues", "publications", "home")


@cache
def fingerprint() -> str:
    """Changes with any migration, whatever it imports, any file of models, any library or app, and the interpreter."""
    found = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for path in [ROOT / "requirements.txt", ROOT / "home/settings/__init__.py", *sorted(sources() | models())]:
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def sources() -> set[Path]:
    """Our migrations and, through imports, every module of ours that they run."""
    known: set[Path] = set()
    waiting = [path for package in PACKAGES for path in (ROOT / package).glob("**/migrations/*.py")]
    while waiting:
        path = waiting.pop()
        if path not in known:
            known.add(path)
            waiting.extend(imported_by(path))
    return known


def models() -> set[Path]:
    """Our files of models, from whose permissions rows are made beside the migrations."""
    return {path for package in PACKAGES for path in (ROOT / package).glob("**/models.py")}


def imported_by(path: Path) -> Iterator[Path]:
    """The files of ours that a file imports, packages on the way included."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        for name in names_in(node, path):
            parts = name.split(".")
            for end in range(1, len(parts) + 1):
                place = ROOT.joinpath(*parts[:end])
                yield from (one for one in (place / "__init__.py", place.with_suffix(".py")) if one.is_file())


def names_in(node: ast.AST, path: Path) -> list[str]:
    """The modules of ours that a statement may import."""
    if isinstance(node, ast.Import):
        found = [one.name for one in node.names]
    elif isinstance(node, ast.ImportFrom):
        above = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
        base = ".".join((*above, *filter(None, [node.module])))
        found = [base, *(f"{base}.{one.name}" for one in node.names)]
    else:
        found = []
    return [name for name in found if name.split(".")[0] in PACKAGES]
