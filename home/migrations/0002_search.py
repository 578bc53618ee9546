"""The full-text index over the table of all that can be found: FTS5 on SQLite, GIN on PostgreSQL."""

from django.db import migrations

from home.search.fulltext import drop_fulltext, make_fulltext


def make(_apps, schema_editor):
    make_fulltext(schema_editor.connection)


def drop(_apps, schema_editor):
    drop_fulltext(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
