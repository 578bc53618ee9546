"""What is said in two languages stands where the catalogues collect it."""

import ast
from collections.abc import Iterable

from tests.contracts.sources import nodes_of, place_of, python_files

TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "gettext_lazy", "now"}


def unheard(strings: Iterable[ast.JoinedStr]) -> list[int]:
    """The lines of the f-strings that translate, where nothing collects what is said."""
    inner = [node for found in strings for node in ast.walk(found)]
    calls = [node for node in inner if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    words = [call for call in calls if call.func.id in TRANSLATING and isinstance(call.args[0], ast.Constant)]
    return [call.lineno for call in words]


def test_nothing_is_said_where_no_catalogue_collects_it():
    found = {place_of(path): unheard(nodes_of(path, ast.JoinedStr)) for path in python_files()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_words_in_an_f_string_are_found():
    [said] = [
        node for node in ast.walk(ast.parse("a = 1\nb = f\"{_('Lane:')} {a}\"")) if isinstance(node, ast.JoinedStr)
    ]
    assert unheard([said]) == [2]
