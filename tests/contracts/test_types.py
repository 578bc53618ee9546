"""Types are strict where rules and changes live; what is not yet strict only gets less."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("committee", "issues", "publications", "home")
MYPY = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
STRICT = {"policy", "actions", "queries", "subject"}
MOST_NOT_YET_STRICT = 99
"""How long the list in pyproject.toml may be. Lower it with the list; it is never raised."""
LEAST_ANNOTATED = 0.67
"""The share of functions whose parameters and result all have types. Raise it; it is never lowered."""


def modules() -> dict[str, Path]:
    """Our modules by their dotted names."""
    paths = (path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def annotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether each parameter has a type, `self` and `cls` aside, and the result has one."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return bool(function.returns) and all(one.annotation or one.arg in ("self", "cls") for one in named)


def not_yet_strict() -> list[str]:
    lists = [override["module"] for override in MYPY["overrides"] if override.get("disallow_untyped_defs") is False]
    return [name for names in lists for name in names]


@pytest.mark.parametrize("name", not_yet_strict())
def test_what_is_not_yet_strict_exists_and_still_lacks_types(name):
    path = modules()[name]
    assert STRICT & set(name.split("."))
    assert not all(map(annotated, functions(path))), f"{name} has all its types: take it off the list"


def test_the_list_of_what_is_not_yet_strict_only_gets_shorter():
    assert len(not_yet_strict()) == len(set(not_yet_strict())) <= MOST_NOT_YET_STRICT


def test_the_strict_modules_are_named_by_their_kind():
    [strict] = [override for override in MYPY["overrides"] if override.get("disallow_untyped_defs")]
    assert set(strict["module"]) == {f"*.{kind}" for kind in STRICT} | {f"*.{kind}.*" for kind in STRICT}


def test_the_share_of_functions_with_types_only_grows():
    found = [annotated(function) for path in modules().values() for function in functions(path)]
    assert sum(found) / len(found) >= LEAST_ANNOTATED
