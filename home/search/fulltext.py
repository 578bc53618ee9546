"""The full-text index in the database, made by a migration.

A later migration that alters the table on SQLite drops the triggers with it, so it must call `make_fulltext` again.
"""

from home.search.search_query import expression

SQLITE = (
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS home_search_fts USING fts5(
        title_stems, stems, content='home_searchrow', content_rowid='id', tokenize='ascii'
    )
    """,
    """
    CREATE TRIGGER IF NOT EXISTS home_search_added AFTER INSERT ON home_searchrow BEGIN
        INSERT INTO home_search_fts(rowid, title_stems, stems) VALUES (new.id, new.title_stems, new.stems);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS home_search_removed AFTER DELETE ON home_searchrow BEGIN
        INSERT INTO home_search_fts(home_search_fts, rowid, title_stems, stems)
        VALUES ('delete', old.id, old.title_stems, old.stems);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS home_search_changed AFTER UPDATE OF title_stems, stems ON home_searchrow BEGIN
        INSERT INTO home_search_fts(home_search_fts, rowid, title_stems, stems)
        VALUES ('delete', old.id, old.title_stems, old.stems);
        INSERT INTO home_search_fts(rowid, title_stems, stems) VALUES (new.id, new.title_stems, new.stems);
    END
    """,
    "INSERT INTO home_search_fts(home_search_fts) VALUES ('rebuild')",
)
POSTGRESQL = (
    f"""
    CREATE INDEX IF NOT EXISTS home_search_title_stems ON home_searchrow
        USING gin (({expression("title_stems")})) WITH (fastupdate = off) WHERE title_stems <> ''
    """,
    f"""
    CREATE INDEX IF NOT EXISTS home_search_stems ON home_searchrow
        USING gin (({expression("stems")})) WITH (fastupdate = off)
    """,
)
MAKE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS home_search_added",
        "DROP TRIGGER IF EXISTS home_search_removed",
        "DROP TRIGGER IF EXISTS home_search_changed",
        "DROP TABLE IF EXISTS home_search_fts",
    ),
    "postgresql": ("DROP INDEX IF EXISTS home_search_title_stems", "DROP INDEX IF EXISTS home_search_stems"),
}


def make_fulltext(connection) -> None:
    """Make the index and what keeps it in step, where they do not stand yet, and fill it from the rows."""
    execute(connection, MAKE[connection.vendor])


def drop_fulltext(connection) -> None:
    """Take the index away; the rows stay."""
    execute(connection, DROP[connection.vendor])


def execute(connection, statements) -> None:
    """Run statements one after another."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
