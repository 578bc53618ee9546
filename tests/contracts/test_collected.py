"""What is said in two languages stands where the catalogues collect it."""

import ast
from pathlib import Path

import pytest

from home.languages.catalogues import APPS

ROOT = Path(__file__).resolve().parents[2]
TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "gettext_lazy", "now"}


def unheard(source: str) -> list[int]:
    """The lines of a module that translate within an f-string, where nothing collects what is said."""
    inner = [
        node for found in ast.walk(ast.parse(source)) if isinstance(found, ast.JoinedStr) for node in ast.walk(found)
    ]
    calls = [node for node in inner if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    words = [call for call in calls if call.func.id in TRANSLATING and isinstance(call.args[0], ast.Constant)]
    return [call.lineno for call in words]


@pytest.mark.parametrize("app", APPS)
def test_nothing_is_said_where_no_catalogue_collects_it(app):
    found = {str(path): unheard(path.read_text(encoding="utf-8")) for path in (ROOT / app).rglob("*.py")}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_words_in_an_f_string_are_found():
    assert unheard("a = 1\nb = f\"{_('Lane:')} {a}\"") == [2]
