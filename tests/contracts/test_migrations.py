"""Both releases work while one follows the other: no migration after the first ones stops those who read or write meanwhile.

What an initial migration does happens on empty tables. Afterwards a table is changed under people who use it, so that what
rewrites it, takes away what the older release reads, or holds it while rows are looked at is refused here, with what to do
instead. A statement of our own is looked at by a person, and named in `SEEN`.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models

ROOT = Path(__file__).resolve().parents[2]
APPS = ("committee", "issues", "publications", "home")
INITIAL = {
    "committee.0001_initial",
    "issues.0001_initial",
    "issues.0002_deliberation",
    "publications.0001_initial",
    "home.0001_initial",
    "home.0002_search",
}
SEEN: dict[str, str] = {}
"""Migrations that do more, and why nobody waits for them."""
AT_ONCE = (
    migrations.CreateModel, migrations.AlterModelOptions, migrations.AlterModelManagers, migrations.AlterModelTableComment,
    migrations.AlterOrderWithRespectTo, AddIndexConcurrently, AddConstraintNotValid, ValidateConstraint,
)  # fmt: skip
"""What touches no rows, or lets others read and write while it does."""


def later() -> list[str]:
    """The migrations after the first ones, by their dotted names."""
    named = [f"{app}.{path.stem}" for app in APPS for path in sorted((ROOT / app / "migrations").glob("0*.py"))]
    return [name for name in named if name not in INITIAL]


def complaints(operation) -> list[str]:
    """Why an operation would keep people waiting, or break the release that still runs."""
    if isinstance(operation, AT_ONCE):
        return []
    if isinstance(operation, migrations.AddField):
        return complaints_of_new(operation.field)
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return [word for one in operation.database_operations for word in complaints(one)]
    if isinstance(operation, migrations.AlterField):
        return ["changes a column: add another, fill it by a task, then take the old one away in a release of its own"]
    return [INSTEAD.get(type(operation).__name__, "is of a sort that nobody has looked at")]


INSTEAD = {
    "AddIndex": "holds the table while it is made: AddIndexConcurrently, in a migration that is not atomic",
    "AddConstraint": "holds the table while every row is looked at: AddConstraintNotValid, then ValidateConstraint",
    "RemoveField": "takes away what the release before still reads: a release later, and named in SEEN",
    "DeleteModel": "takes away what the release before still reads: a release later, and named in SEEN",
    "RenameField": "the release before reads the old name: add another",
    "RenameModel": "the release before reads the old name: keep db_table",
    "RunPython": "may look at every row within one transaction: do it by a task, in parts",
    "RunSQL": "is a statement of our own",
    "AlterUniqueTogether": "holds the table while every row is looked at: a UniqueConstraint",
}


def complaints_of_new(field: models.Field) -> list[str]:
    """A new column is added at once where it may be empty, or has a default that the database knows."""
    found = []
    if not field.null and field.db_default is models.NOT_PROVIDED and not isinstance(field, models.ManyToManyField):
        found.append("the release before writes no such column: null=True, or a db_default")
    if field.unique or (field.db_index and not field.many_to_many):
        found.append("makes an index while it holds the table: db_index=False, then AddIndexConcurrently")
    return found


@pytest.mark.parametrize("name", later())
def test_nobody_waits_for_a_later_migration(name):
    app, _dot, module = name.partition(".")
    migration = importlib.import_module(f"{app}.migrations.{module}").Migration
    found = [f"{type(one).__name__}: {word}" for one in migration.operations for word in complaints(one)]
    assert bool(found) == (name in SEEN), found


def test_the_first_ones_are_there_and_no_other_is_excused():
    assert {
        name for name in INITIAL if not (ROOT / name.split(".")[0] / "migrations" / f"{name.split('.')[1]}.py").exists()
    } == set()
    assert set(SEEN) <= set(later())


SHORT = models.CharField(max_length=9)
TABLE = {
    "a column that may be empty": (migrations.AddField("a", "b", models.CharField(max_length=9, null=True)), True),
    "a column that the database fills": (migrations.AddField("a", "b", models.IntegerField(db_default=0)), True),
    "a column that only Django fills": (migrations.AddField("a", "b", models.IntegerField(default=0)), False),
    "a column with an index": (migrations.AddField("a", "b", models.IntegerField(null=True, db_index=True)), False),
    "a key to another table": (migrations.AddField("a", "b", models.ForeignKey("a", models.CASCADE, null=True)), False),
    "a key without an index": (
        migrations.AddField("a", "b", models.ForeignKey("a", models.CASCADE, null=True, db_index=False)),
        True,
    ),
    "another type": (migrations.AlterField("a", "b", SHORT), False),
    "a new table": (migrations.CreateModel("a", [("b", SHORT)]), True),
    "an index": (migrations.AddIndex("a", models.Index(fields=["b"], name="x")), False),
    "an index beside": (AddIndexConcurrently("a", models.Index(fields=["b"], name="x")), True),
    "a constraint": (migrations.AddConstraint("a", models.CheckConstraint(condition=models.Q(b=1), name="x")), False),
    "a constraint for new rows": (
        AddConstraintNotValid("a", models.CheckConstraint(condition=models.Q(b=1), name="x")),
        True,
    ),
    "a column less": (migrations.RemoveField("a", "b"), False),
    "a table less": (migrations.DeleteModel("a"), False),
    "another name": (migrations.RenameField("a", "b", "c"), False),
    "code": (migrations.RunPython(migrations.RunPython.noop), False),
    "a statement": (migrations.RunSQL("SELECT 1"), False),
    "a statement within": (
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL("SELECT 1")]),
        False,
    ),
    "only the state": (migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("a")]), True),
}


@pytest.mark.parametrize("what", TABLE)
def test_what_is_taken_and_what_is_refused(what):
    operation, taken = TABLE[what]
    assert (complaints(operation) == []) is taken
