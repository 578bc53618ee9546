"""What takes long to make, begun by a thread of each worker while the tests that need none of it run."""

from __future__ import annotations

import threading

import pytest

from tests.copies import store

JOURNEYS = "site"
"""The fixture of the tests that need the loaded demonstration."""


class Ahead:
    """The migrated database and the loaded demonstration; the first worker makes them, the others find them made."""

    def __init__(self) -> None:
        self.thread: threading.Thread | None = None

    def begin(self, items: list[pytest.Item]) -> None:
        """Begin to make what these tests need."""
        if any(asks_database(item) for item in items):
            journeys = any(JOURNEYS in item.fixturenames for item in items)  # type: ignore[attr-defined]
            place = store()
            self.thread = threading.Thread(target=make, args=(place, journeys))
            self.thread.start()

    def end(self) -> None:
        """Wait for what was begun: nobody else may take half of it for the whole."""
        if self.thread:
            self.thread.join()


def make(place, journeys: bool) -> None:
    """Make what is not made yet; whoever needs it in the meantime waits at its lock."""
    place.migrated()
    if journeys:
        from tests.demonstration import loaded

        loaded()


def asks_database(item: pytest.Item) -> bool:
    """Say whether a test has to do with a database, its own or that of a site that it visits."""
    asked = {"db", "transactional_db", JOURNEYS}.intersection(item.fixturenames)  # type: ignore[attr-defined]
    return bool(asked or item.get_closest_marker("django_db"))


AHEAD = Ahead()
