"""What is said to people is Refused, raised by actions and shown by one handler; ValueError is for programmers."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRANSLATING = {"_", "now", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
READING_ITS_OWN = {
    "issues/intake/triage/actions/sorting.py": "of many problems each has its own refusal, listed together",
    "home/management/commands/found.py": "a command says it where no page is",
}
"""Besides the handler: who may catch a refusal, and why."""


def modules():
    for app in ("committee", "issues", "publications", "home"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def name_of(node) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def raises(tree, error: str):
    calls = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call))
    return [call for call in calls if name_of(call.func) == error]


def translates(call: ast.Call) -> bool:
    return any(isinstance(node, ast.Call) and name_of(node.func) in TRANSLATING for node in ast.walk(call))


def caught(handler: ast.ExceptHandler) -> set[str]:
    return {name_of(node) for node in ast.walk(handler.type)} if handler.type else set()


def handlers(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Try)]


def calls_an_action(block: ast.Try) -> bool:
    """Whether what is tried has `by=`, as every action does."""
    calls = (node for part in block.body for node in ast.walk(part) if isinstance(node, ast.Call))
    return any(word.arg == "by" for call in calls for word in call.keywords)


def is_action(path: str) -> bool:
    return path.endswith("/actions.py") or "/actions/" in path


def test_no_value_error_speaks_to_people():
    assert [path for path, tree in modules() if any(map(translates, raises(tree, "ValueError")))] == []


def test_no_action_raises_an_error_of_forms():
    assert [path for path, tree in modules() if is_action(path) and raises(tree, "ValidationError")] == []


def test_every_refusal_has_words_that_are_translated_when_they_are_read():
    for path, tree in modules():
        for call in raises(tree, "Refused"):
            first = call.args[0]
            assert isinstance(first, ast.Call | ast.Name), f"{path}: a refusal without translated words"
        if is_action(path) and raises(tree, "Refused"):
            imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
            names = {alias.asname: alias.name for node in imported for alias in node.names}
            assert names.get("_") == "gettext_lazy", f"{path}: words are fixed in the language of whoever acted"


def test_only_the_handler_catches_a_refusal():
    catching = {
        path
        for path, tree in modules()
        for block in handlers(tree)
        for handler in block.handlers
        if "Refused" in caught(handler)
    }
    assert catching == {"committee/access/forms.py", *READING_ITS_OWN}


def test_nobody_takes_the_mistake_of_a_programmer_for_a_refusal():
    guilty = [
        path
        for path, tree in modules()
        for block in handlers(tree)
        if calls_an_action(block) and any("ValueError" in caught(handler) for handler in block.handlers)
    ]
    assert guilty == []
