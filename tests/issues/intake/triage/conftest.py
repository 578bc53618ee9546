"""The ground of the tests of triage."""

import pytest
from django.utils.translation import override


@pytest.fixture
def english():
    """Read refusals in the words in which they were written."""
    with override("en"):
        yield
