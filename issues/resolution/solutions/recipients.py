"""Who should hear of what happens to a solution, and why."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.people.models import Person
from committee.seats.models import Mandate
from issues.conversation.threads.recipients import following
from issues.problems.records.recipients import hearing_about_problem
from issues.resolution.solutions.extension_points import HEARING
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids

OWNS = register_reason("owns", 50, _("Your organisation owns the solution."))
PROMISED = register_reason("promised", 15, _("Your organisation promised the solution by a day."), own=True)
REMINDERS = ("solution.due_soon", "solution.overdue")
CONCERNED = register_reason("concerned", 60, _("Your CPAS declared that the problem concerns it."))


def hearing_of(solution: Solution) -> Hearing:
    """Those who follow it or a problem that it answers, its owner's people, and the people of the CPAS concerned."""
    owning = [(person, OWNS) for person in owners_of(solution)]
    concerned = [(person, CONCERNED) for person in members_of(concerned_ids(solution))]
    problems = [
        heard for problem in solution.problems.select_related("space") for heard in hearing_about_problem(problem)
    ]
    return [*owning, *concerned, *following(solution.thread_id, solution.space_id), *problems]


def members_of(organisations: set[int]) -> list[Person]:
    """The people who work for organisations now."""
    current = {"memberships__ended_on": None, "memberships__organisation__in": organisations}
    return list(Person.objects.filter(is_active=True, **current).distinct())


def hearing_of_solution_entry(entry: Entry) -> Hearing:
    """Those who hear of an entry about a solution; of its date alone, those who have promised it."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "solution")
    solution = Solution.objects.get(pk=key)
    if entry.verb in REMINDERS:
        return [(person, PROMISED) for person in owners_of(solution)]
    others = [heard for source in HEARING for heard in source(entry)]
    return [*hearing_of(solution), *others]


def owners_of(solution: Solution) -> list[Person]:
    """The people of the organisation that owns it, and whoever holds its owner's seat today."""
    holders = Mandate.objects.current().filter(seat=solution.owner_seat_id).select_related("person")
    seated = [one.person for one in holders if one.person.is_active] if solution.owner_seat_id else []
    return [*members_of({solution.owner_id}), *seated]
