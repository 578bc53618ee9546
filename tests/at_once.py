"""Several people at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

several_writers = [
    pytest.mark.column,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "postgresql" not in connection.settings_dict["ENGINE"],
        reason="threads share SQLite's database in memory, which has one writer at a time: several at once need PostgreSQL",
    ),
]
"""The marks of a module whose tests do things at once."""


def at_once(*deeds) -> list:
    """Do things in threads that begin together; returns what each returned or raised."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=120)
            return deed()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
