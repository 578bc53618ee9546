"""French and Dutch are complete: every message of code and templates has both, none is a guess."""

import ast
from pathlib import Path

import pytest

from home.languages.catalogues import APPS, missing_in, read_catalogue, said_by

ROOT = Path(__file__).resolve().parents[2]
TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "gettext_lazy", "now"}


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("app", APPS)
def test_catalogue_is_complete(app, language):
    catalogue = read_catalogue(app, language)
    known = {(message.id, message.context) for message in catalogue if message.id}
    said = {(message.id, message.context) for message in said_by(app) if message.id}
    assert sorted(str(key) for key in said - known) == []
    assert [message.id for message in missing_in(catalogue)] == []


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("app", APPS)
def test_places_are_kept(app, language):
    catalogue = read_catalogue(app, language)
    wrong = [(message.id, str(error)) for message in catalogue if message.id for error in message.check(catalogue)]
    assert wrong == []


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
