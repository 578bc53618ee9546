"""No two people hold a seat as full members on one day: refused by the database itself, on both columns.

PostgreSQL excludes rows whose seat and span of days both overlap. A seat is written as a range of one number, so that no
extension is needed. SQLite has triggers that abort what PostgreSQL would refuse. Both raise IntegrityError.
"""

from __future__ import annotations

from typing import Any

NAME = "one_full_member_of_a_seat_at_a_time"
TABLE = "committee_mandate"
EXCLUDE = f"""
    ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist (
        int8range(seat_id, seat_id, '[]') WITH &&, daterange(began_on, ended_on, '[)') WITH &&
    ) WHERE (capacity = 'titular')
"""
TRIGGER = """
    CREATE TRIGGER {name}_{event} BEFORE {deed} ON {table}
    WHEN NEW.capacity = 'titular' AND (NEW.ended_on IS NULL OR NEW.ended_on > NEW.began_on) AND EXISTS (
        SELECT 1 FROM {table} AS other
        WHERE other.seat_id = NEW.seat_id AND other.capacity = 'titular' AND other.id IS NOT NEW.id
        AND (other.ended_on IS NULL OR (other.ended_on > NEW.began_on AND other.ended_on > other.began_on))
        AND (NEW.ended_on IS NULL OR NEW.ended_on > other.began_on)
    )
    BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE"}


def forbid_overlaps(connection: Any) -> None:
    """Let the database refuse overlaps from now on."""
    with connection.cursor() as cursor:
        for statement in statements_for(connection.vendor):
            cursor.execute(statement)


def allow_overlaps(connection: Any) -> None:
    """Let it refuse them no more."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}")
        else:
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{event}")


def statements_for(vendor: str) -> list[str]:
    """What forbids overlaps on a column."""
    if vendor == "postgresql":
        return [EXCLUDE]
    return [TRIGGER.format(name=NAME, table=TABLE, event=event, deed=deed) for event, deed in EVENTS.items()]
