"""Who should hear of what happens to evidence, and why."""

from committee.inbox.reasons import Hearing
from committee.journal.models import Entry
from committee.journal.subjects import thread_of_each
from issues.conversation.threads.recipients import following


def hearing_of_opinion(entry: Entry) -> Hearing:
    """Those who follow a problem that the entry names and who read the lane in which it stands."""
    threads = thread_of_each([(subject.kind, subject.key) for subject in entry.subjects.all()])
    return [heard for thread in threads.values() for heard in following(thread, entry.space_id)]
