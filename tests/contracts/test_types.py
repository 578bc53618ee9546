"""Types are strict where rules and changes live, without exception, and there are ever more of them elsewhere."""

from __future__ import annotations

import ast
import tomllib

from tests.contracts.sources import APPS, ROOT, nodes_of, python_files

MYPY = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
STRICT = {"policy", "actions", "queries", "subject"}
LEAST_ANNOTATED = 0.77
"""The share of functions whose parameters and result all have types. Raise it; it is never lowered."""


def annotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether each parameter has a type, `self` and `cls` aside, and the result has one."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return bool(function.returns) and all(one.annotation or one.arg in ("self", "cls") for one in named)


def overrides_for(option: str) -> list[dict]:
    return [override for override in MYPY["overrides"] if option in override]


def test_policies_actions_queries_and_subjects_are_strict_and_nothing_is_exempt():
    [strict] = overrides_for("disallow_untyped_defs")
    assert strict["disallow_untyped_defs"] is strict["check_untyped_defs"] is strict["disallow_any_generics"] is True
    assert set(strict["module"]) == {f"*.{kind}" for kind in STRICT} | {f"*.{kind}.*" for kind in STRICT}
    assert overrides_for("ignore_errors") == overrides_for("disable_error_code") == []


def test_no_module_of_ours_is_left_out():
    [foreign] = overrides_for("ignore_missing_imports")
    assert [name for name in foreign["module"] if name.split(".")[0] in APPS] == []
    assert MYPY["packages"] == list(APPS)
    assert MYPY["exclude"] == ["/migrations/"]


def test_the_share_of_functions_with_types_only_grows():
    found = [
        annotated(function)
        for path in python_files()
        for function in nodes_of(path, ast.FunctionDef, ast.AsyncFunctionDef)
    ]
    assert sum(found) / len(found) >= LEAST_ANNOTATED
