"""Rules that need no database can be asked before each commit: `-m "not database"`."""

from pathlib import Path

import pytest

from tests.contracts.sources import forget

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if item.path.is_relative_to(HERE) and ("db" in item.fixturenames or item.get_closest_marker("django_db")):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="package", autouse=True)
def _read_once():
    """What the rules read is kept while they are asked, and no longer."""
    yield
    forget()
