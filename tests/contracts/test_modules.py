"""Each module of each feature has a name of the contract, or computes one thing and is pure."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.contracts.sources import ROOT, place_of, python_files, tree_of

VOCABULARY = {
    "urls", "views", "forms", "exports", "mails", "fragments", "presentation", "subject", "actions", "recipients", "queries",
    "policy", "states", "models", "extension_points",
}  # fmt: skip
LOOKED_UP = {"apps", "wagtail_hooks", "templatetags", "management", "migrations", "middleware", "context_processors"}
"""What Django or Wagtail ask for by name."""
BELOW = {"models", "states", "extension_points"}
"""Modules of the vocabulary on which a domain module may stand."""
WRITING = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "asave"}
OF_REQUESTS = ("django.http", "django.shortcuts", "django.views")
PLAIN_DATA = {"QueryDict", "parse_cookie"}
"""What django.http has besides requests and answers."""
EXCEPTIONS = {
    "committee/access/grants.py": "the only file that speaks to guardian: what is written there is what standing reads",
    "committee/people/authentication.py": "adapters of allauth, looked up by the settings, asked with the request",
    "committee/providers/authentication.py": "likewise, for who comes from an identity provider",
    "home/server/worker.py": "the task queue's own rows and when it did what are the only ones that it writes",
    "home/demo/loading.py": "loads everything, in one transaction, only from a command; so does the one below",
    "home/demo/scale/story.py": "writes what is measured, in bulk; refused where anything real is",
}


@cache
def features() -> set[Path]:
    """Folders that hold modules of one feature: groups hold only folders."""
    packages = {path.parent for path in python_files() if path.stem == "__init__"}
    holding = {path.parent for path in python_files() if path.stem != "__init__"}
    left_out = VOCABULARY | LOOKED_UP | {"settings", "commands"}
    return {
        folder
        for folder in packages & holding
        if folder.parent != ROOT and not left_out.intersection(folder.relative_to(ROOT).parts)
    }


def domain_modules() -> list[Path]:
    """The modules of features that have no name of the vocabulary."""
    named = VOCABULARY | LOOKED_UP | {"__init__"}
    return [path for path in python_files() if path.parent in features() and path.stem not in named]


def imported(nodes: list[ast.AST]) -> list[tuple[str, str]]:
    """Every (module, name) that is imported; a module imported as a whole has an empty name."""
    found = []
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            found += [(node.module or "", alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
    return found


def writes(call: ast.Call) -> bool:
    """Whether a call writes rows: a set that is updated takes no keywords, a picture is saved under a name."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name, owner = call.func.attr, call.func.value
    if name == "update":
        return bool(call.keywords) and not call.args
    if name in ("save", "delete"):
        return not call.args and not (isinstance(owner, ast.Name) and owner.id == "cache")
    return name in WRITING and (name != "create" or isinstance(owner, ast.Attribute | ast.Call))


def faults(tree: ast.Module, feature: str) -> list[str]:
    """Why a module is no pure domain module; `feature` is the dotted name of the folder that it stands in."""
    nodes, found = list(ast.walk(tree)), []
    for module, name in imported(nodes):
        if module.startswith(OF_REQUESTS) and name not in PLAIN_DATA:
            found.append(f"imports {module}.{name}")
        sibling = f"{module}.{name}".removeprefix(f"{feature}.").split(".")[0] if module.startswith(feature) else ""
        if sibling in VOCABULARY - BELOW:
            found.append(f"imports {sibling}")
    for node in nodes:
        if isinstance(node, ast.arg) and node.arg == "request":
            found.append("takes a request")
        if isinstance(node, ast.Call) and writes(node):
            found.append(f"writes in line {node.lineno}")
    return found


def test_a_module_outside_the_vocabulary_is_pure():
    known = {
        place_of(path): faults(tree_of(path), place_of(path.parent).replace("/", ".")) for path in domain_modules()
    }
    found = {place: why for place, why in known.items() if why}
    assert set(found) == set(EXCEPTIONS), found
    assert len(known) > 100


def test_exceptions_are_few_and_exist():
    assert set(EXCEPTIONS) <= {place_of(path) for path in domain_modules()}
    assert len(EXCEPTIONS) <= 6


def test_packages_within_a_feature_are_named_by_the_vocabulary():
    """A module that outgrows its file keeps its name; any other folder within a feature would be one more feature."""
    inner = [place_of(folder) for folder in features() if folder.parent in features()]
    assert inner == ["home/demo/scale"]


@pytest.mark.parametrize(
    "text",
    [
        "from django.shortcuts import render",
        "from django.http import HttpResponse",
        "from issues.intake.triage.queries import case_marks",
        "from issues.intake.triage import actions",
        "def page(request): ...",
        "def close(row): row.save(update_fields=['state'])",
        "def close(row): row.delete()",
        "def close(rows): rows.filter(pk=1).update(state='closed')",
        "def add(): Row.objects.create(pk=1)",
        "def add(): Row.objects.bulk_create([])",
    ],
)
def test_what_is_no_domain_module_is_refused(text):
    assert faults(ast.parse(text), "issues.intake.triage")


@pytest.mark.parametrize(
    "text",
    [
        "from issues.intake.triage.models import Merge",
        "from issues.problems.records.queries import REFERENCE",
        "from django.http import QueryDict",
        "def add(known, more): known.update(more)",
        "def add(digest, piece): digest.update(piece)",
        "def draw(image, file): image.save(file, 'PNG')",
        "from django.core.cache import cache\ndef forget(): cache.delete('name')",
    ],
)
def test_what_only_computes_is_taken(text):
    assert faults(ast.parse(text), "issues.intake.triage") == []
