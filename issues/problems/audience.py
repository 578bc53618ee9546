"""Who should hear of what happens to a problem."""

from committee.journal.models import Entry
from committee.people.models import Person
from committee.seats.audience import bench_of
from issues.problems.models import Problem
from issues.threads.audience import followers

NEW = ("problem.filed", "problem.shared")


def hearing(problem: Problem, *, new: bool = False) -> list[Person]:
    """Those who follow a problem; and when it is new in its lane, the benches that sit in that lane."""
    people = followers(problem.thread_id, problem.space_id)
    return [*people, *bench_of(problem.space)] if new else people


def hearing_of_problem(entry: Entry) -> list[Person]:
    """Those who hear of an entry about one problem, or about two that it ties together."""
    keys = [subject.key for subject in entry.subjects.all() if subject.kind == "problem"]
    problems = Problem.objects.select_related("space").filter(reference__in=keys)
    return [person for problem in problems for person in hearing(problem, new=entry.verb in NEW)]
