"""What the rules are asked about, read once for all of them: our code as text and as trees, and our templates."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
APPS = ("committee", "issues", "publications", "home")
TEMPLATES = ROOT / "templates"
Node = TypeVar("Node", bound=ast.AST)


@cache
def python_files() -> tuple[Path, ...]:
    """Every file of code, migrations aside."""
    found = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return tuple(path for path in found if "migrations" not in path.parts)


@cache
def template_files() -> tuple[Path, ...]:
    """Every template that is HTML."""
    return tuple(sorted(TEMPLATES.rglob("*.html")))


def place_of(path: Path) -> str:
    """Where a file stands, as rules name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    """What a file holds."""
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """A file of Python as a tree; nobody changes it."""
    return ast.parse(text_of(path))


@cache
def by_type(path: Path) -> dict[type[ast.AST], list[ast.AST]]:
    """Everything in a file of Python by what it is, in the order of `ast.walk`."""
    found: dict[type[ast.AST], list[ast.AST]] = {}
    for node in ast.walk(tree_of(path)):
        found.setdefault(type(node), []).append(node)
    return found


def nodes_of(path: Path, *types: type[Node]) -> list[Node]:
    """Everything in a file that is one of these."""
    known = by_type(path)
    return [node for one in types for node in known.get(one, ())]  # type: ignore[misc]


def forget() -> None:
    """Let go of what was read; the trees of all files are large."""
    for kept in (text_of, tree_of, by_type):
        kept.cache_clear()
