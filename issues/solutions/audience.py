"""Who should hear of what happens to a solution."""

from committee.journal.models import Entry
from committee.people.models import Person
from issues.problems.audience import hearing
from issues.solutions.models import Solution
from issues.solutions.policy import concerned_ids


def hearing_of(solution: Solution) -> list[Person]:
    """Those who follow a problem that it answers, its owner's people, and the people of the CPAS concerned."""
    organisations = {solution.owner_id, *concerned_ids(solution)}
    members = Person.objects.filter(
        is_active=True, memberships__ended_on=None, memberships__organisation__in=organisations
    ).distinct()
    following = [person for problem in solution.problems.select_related("space") for person in hearing(problem)]
    return [*members, *following]


def hearing_of_solution_entry(entry: Entry) -> list[Person]:
    """Those who hear of an entry about a solution."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "solution")
    return hearing_of(Solution.objects.get(pk=key))
