"""What is said to people is Refused, raised by actions and shown by one handler; ValueError is for programmers."""

import ast
from pathlib import Path

from tests.contracts.sources import nodes_of, place_of, python_files

TRANSLATING = {"_", "now", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
READING_ITS_OWN = {
    "issues/intake/triage/actions/sorting.py": "of many problems each has its own refusal, listed together",
    "home/management/commands/found.py": "a command says it where no page is",
}
"""Besides the handler: who may catch a refusal, and why."""


def modules():
    return [(place_of(path), path) for path in python_files()]


def name_of(node) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def raises(path: Path, error: str) -> list[ast.Call]:
    calls = (node.exc for node in nodes_of(path, ast.Raise) if isinstance(node.exc, ast.Call))
    return [call for call in calls if name_of(call.func) == error]


def translates(call: ast.Call) -> bool:
    return any(isinstance(node, ast.Call) and name_of(node.func) in TRANSLATING for node in ast.walk(call))


def caught(handler: ast.ExceptHandler) -> set[str]:
    return {name_of(node) for node in ast.walk(handler.type)} if handler.type else set()


def calls_an_action(block: ast.Try) -> bool:
    """Whether what is tried has `by=`, as every action does."""
    calls = (node for part in block.body for node in ast.walk(part) if isinstance(node, ast.Call))
    return any(word.arg == "by" for call in calls for word in call.keywords)


def is_action(place: str) -> bool:
    return place.endswith("/actions.py") or "/actions/" in place


def test_no_value_error_speaks_to_people():
    assert [place for place, path in modules() if any(map(translates, raises(path, "ValueError")))] == []


def test_no_action_raises_an_error_of_forms():
    assert [place for place, path in modules() if is_action(place) and raises(path, "ValidationError")] == []


def test_every_refusal_has_words_that_are_translated_when_they_are_read():
    for place, path in modules():
        for call in raises(path, "Refused"):
            first = call.args[0]
            assert isinstance(first, ast.Call | ast.Name), f"{place}: a refusal without translated words"
        if is_action(place) and raises(path, "Refused"):
            names = {alias.asname: alias.name for node in nodes_of(path, ast.ImportFrom) for alias in node.names}
            assert names.get("_") == "gettext_lazy", f"{place}: words are fixed in the language of whoever acted"


def test_only_the_handler_catches_a_refusal():
    catching = {
        place
        for place, path in modules()
        for block in nodes_of(path, ast.Try)
        for handler in block.handlers
        if "Refused" in caught(handler)
    }
    assert catching == {"committee/access/forms.py", *READING_ITS_OWN}


def test_nobody_takes_the_mistake_of_a_programmer_for_a_refusal():
    guilty = [
        place
        for place, path in modules()
        for block in nodes_of(path, ast.Try)
        if calls_an_action(block) and any("ValueError" in caught(handler) for handler in block.handlers)
    ]
    assert guilty == []
