"""Who should hear of what happens to evidence."""

from committee.journal.models import Entry
from committee.people.models import Person
from issues.problems.models import Problem
from issues.threads.audience import followers


def hearing_of_opinion(entry: Entry) -> list[Person]:
    """Those who follow a problem that the entry names and who read the lane in which it stands."""
    references = [subject.key for subject in entry.subjects.all() if subject.kind == "problem"]
    threads = Problem.objects.filter(reference__in=references).values_list("thread_id", flat=True)
    return [person for thread in threads for person in followers(thread, entry.space_id)]
