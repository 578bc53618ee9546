"""A conversation in four lanes, with those who keep order in each."""

import pytest

from tests.issues.talking import completed, said_in_every_lane


@pytest.fixture
def people(people):
    return completed(people)


@pytest.fixture
def posts(people, spaces, problem):
    return said_in_every_lane(people, spaces, problem)
