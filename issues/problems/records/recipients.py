"""Who should hear of what happens to a problem, and why."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.seats.recipients import bench_of
from issues.conversation.threads.recipients import following
from issues.problems.records.models import Problem

NEW = ("problem.filed", "problem.shared")
SITS = register_reason("sits", 70, _("Your organisation sits in the lane where the problem is new."))


def hearing_about_problem(problem: Problem, *, new: bool = False) -> Hearing:
    """Those who follow a problem; and when it is new in its lane, the benches that sit in that lane."""
    people = following(problem.thread_id, problem.space_id)
    return [*people, *((person, SITS) for person in bench_of(problem.space))] if new else people


def hearing_of_problem(entry: Entry) -> Hearing:
    """Those who hear of an entry about one problem, or about two that it ties together."""
    keys = [subject.key for subject in entry.subjects.all() if subject.kind == "problem"]
    problems = Problem.objects.select_related("space").filter(reference__in=keys)
    return [heard for problem in problems for heard in hearing_about_problem(problem, new=entry.verb in NEW)]
