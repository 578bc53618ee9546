"""The table of the committee, and a question on it."""

from tests.issues.deliberation.table import ask, laid_table
from tests.scenes import scene


@scene
def table(people, spaces):
    """The seats of both benches with who holds them."""
    return laid_table(people)


@scene
def question(people, spaces, table):
    """What the federations ask the bench of the administration, in common."""
    return ask(people.federation, "administration", spaces.common)
