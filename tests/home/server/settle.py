"""`python -m tests.home.server.settle file|leave …`: what people of a production site did before a test, and do meanwhile."""

import sys

import django

django.setup()

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.people.models import Person
from committee.seats.actions import end_membership
from issues.conversation.threads.actions.posts import add_post
from tests.conftest import filed, lay_ground, lay_people


def file() -> None:
    """The cast comes, Ixelles files a problem and says a first word about it."""
    lay_ground()
    lay_people()
    person, common = Person.objects.get(email="ixelles@example.org"), Space.objects.lane(Lane.COMMON)
    problem = filed(person, common)
    add_post(by=person, thread_id=problem.thread_id, space=common, text="Qui d'autre ?")
    print(problem.reference)


def leave(email: str) -> None:
    """Somebody leaves their organisation."""
    person, by = Person.objects.get(email=email), Person.objects.get(email="admin@example.org")
    end_membership(by=by, membership=person.memberships.get())


if __name__ == "__main__":
    {"file": file, "leave": leave}[sys.argv[1]](*sys.argv[2:])
