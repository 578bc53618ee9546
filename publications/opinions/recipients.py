"""Who should hear of what happens to evidence, and why."""

from committee.inbox.reasons import Hearing
from committee.journal.models import Entry
from issues.conversation.threads.recipients import following
from issues.problems.records.models import Problem


def hearing_of_opinion(entry: Entry) -> Hearing:
    """Those who follow a problem that the entry names and who read the lane in which it stands."""
    references = [subject.key for subject in entry.subjects.all() if subject.kind == "problem"]
    threads = Problem.objects.filter(reference__in=references).values_list("thread_id", flat=True)
    return [heard for thread in threads for heard in following(thread, entry.space_id)]
