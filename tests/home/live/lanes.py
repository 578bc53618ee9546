"""One problem in each lane, and what is said there."""

from committee.access.models import Space
from committee.people.models import Person
from issues.conversation.threads.actions.posts import add_post
from issues.problems.records.models import Problem
from tests.conftest import filed

FILED_BY = {"common": "ixelles", "federations": "federation", "administration": "spp_is", "jette": "jette"}


def problems(people: dict[str, Person], spaces: dict[str, Space]) -> dict[str, Problem]:
    """File one problem in each lane, by somebody who writes there, with a first post."""
    return {lane: problem_in(spaces[lane], people[role]) for lane, role in FILED_BY.items()}


def problem_in(space: Space, person: Person) -> Problem:
    """File a problem with a first post in its own lane."""
    problem = filed(person, space)
    say(person, problem, "Premier message.")
    return problem


def say(person: Person, problem: Problem, text: str, space: Space | None = None):
    """Post about a problem, in its own lane unless another is given."""
    return add_post(
        by=person,
        thread_id=problem.thread_id,
        space=space or problem.space,
        text=text,
    )
