"""The ground of the tests of problems, solutions and their conversations."""

import pytest

from committee.access.models import Space
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.steps import propose


@pytest.fixture
def own(people, spaces):
    """A problem that Ixelles has not shared."""
    return filed(people.ixelles, Space.objects.own(organisation_of(people.ixelles)), title="Brouillon interne")


@pytest.fixture
def solution(people, problem):
    """What the administration proposes for the problem, and owns."""
    return propose(people.spp_is, problem)
