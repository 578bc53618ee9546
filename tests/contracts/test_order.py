"""The order of apps, features and modules, in code, in the database, in templates and in addresses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.contracts.sources import ROOT, TEMPLATES, place_of, python_files, template_files, text_of

ORDER = ("committee", "issues", "publications", "home")
NAMESPACE = {
    "invitations": "committee",
    "members": "committee",
    "joining": "committee",
    "security": "committee",
    "own_data": "committee",
    "registers": "committee",
    "issues": "issues",
    "publications": "publications",
    "opinions": "publications",
    "home": "home",
}
PLACELESS = ("utils", "helpers", "common", "core", "misc", "manager", "managers", "service", "services")


def test_import_contracts_hold():
    command = [str(Path(sys.executable).parent / "lint-imports")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]


@pytest.mark.parametrize("app", ORDER)
def test_foreign_keys_point_down(app):
    upward = []
    for model in apps.get_app_config(app).get_models():
        for field in model._meta.get_fields(include_parents=False):
            target = field.related_model if field.concrete else None
            label = target._meta.app_label if target not in (None, "self") else None
            if label in ORDER and ORDER.index(label) > ORDER.index(app):
                upward.append(f"{model.__name__}.{field.name} -> {label}")
    assert upward == []


def test_migrations_depend_downward():
    graph = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    upward = [
        (key, dependency)
        for key, migration in graph.items()
        for dependency in migration.dependencies
        if key[0] in ORDER and dependency[0] in ORDER and ORDER.index(dependency[0]) > ORDER.index(key[0])
    ]
    assert upward == []


@pytest.mark.column
@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def rank(folder: str) -> int:
    return ORDER.index(folder) if folder in ORDER else -1


USED = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)")
LED_TO = re.compile(r"{%\s*url\s+[\"'](\w+):")


def upward_in(text: str, own: int) -> list[str]:
    """What a template of this rank uses or leads to that stands above it; a shared one leads nowhere."""
    used = [name for name in USED.findall(text) if rank(name.split("/")[0]) > own]
    spaces = [space for space in LED_TO.findall(text) if space in NAMESPACE]
    return used + [space for space in spaces if own < 0 or rank(NAMESPACE[space]) > own]


def test_templates_point_down():
    ranks = {path: rank(path.relative_to(TEMPLATES).parts[0]) for path in template_files()}
    upward = {place_of(path): upward_in(text_of(path), own) for path, own in ranks.items()}
    assert {place: found for place, found in upward.items() if found} == {}
    assert len(ranks) > 200


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{% include "issues/crumbs.html" %}', []),
        ('{% extends "home/pages/home.html" %}', ["home/pages/home.html"]),
        ("{% url 'publications:library' %}", ["publications"]),
        ('{% include "components/lane.html" %}{% url "issues:register" %}{% url "committee:x" %}', []),
    ],
)
def test_what_points_up_is_found(text, found):
    assert upward_in(text, rank("issues")) == found
    assert upward_in("{% url 'issues:register' %}", rank("components")) == ["issues"]


def test_only_the_wiring_connects_signals():
    guilty = [place_of(path) for path in python_files() if re.search(r"\.connect\(|@receiver", text_of(path))]
    assert guilty == ["home/wiring.py"]


def test_names_answer_a_question_and_files_stay_short():
    assert [path.name for path in python_files() if path.stem in PLACELESS] == []
    lengths = {place_of(path): len(text_of(path).splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_feature_says_what_it_is():
    silent = [
        path.parent.relative_to(ROOT).as_posix()
        for app in ORDER
        for path in (ROOT / app).glob("*/__init__.py")
        if path.parent.name not in ("migrations", "management", "templatetags")
        and not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
