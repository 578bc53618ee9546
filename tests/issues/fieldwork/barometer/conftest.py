"""A week in July, and a problem that two CPAS declared in the week before."""

from datetime import UTC, date, datetime

import pytest

from committee.journal import clock
from tests.conftest import filed
from tests.issues.steps import declare
from tests.scenes import scene

WEEK = date(2025, 7, 7)
OVER = date(2025, 6, 30)
"""The week that is over, and about which one is asked."""
TUESDAY = datetime(2025, 7, 8, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_july():
    """Every test happens on a Tuesday in July."""
    with clock.acting_at(TUESDAY):
        yield


@scene
def asked(people, spaces):
    """What Ixelles declared on a problem of the week before: 26 cases a month; Jette is affected by it too."""
    with clock.acting_at(datetime(2025, 7, 2, 9, tzinfo=UTC)):
        problem = filed(people.ixelles, spaces.common, impact={"cases": 26, "minutes_likely": 20})
        declare(people.jette, problem, cases=8)
    return problem.declarations.get(organisation=problem.organisation)
