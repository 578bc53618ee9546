"""The ground of the tests of problems, solutions and their conversations."""

from committee.access.models import Space
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.steps import propose
from tests.scenes import scene


@scene
def own(people, spaces):
    """A problem that Ixelles has not shared."""
    return filed(people.ixelles, Space.objects.own(organisation_of(people.ixelles)), title="Brouillon interne")


@scene
def solution(people, problem):
    """What the administration proposes for the problem, and owns."""
    return propose(people.spp_is, problem)
