"""Who should hear of what happens in a thread."""

from committee.access.policy import may_read
from committee.journal.models import Entry
from committee.people.models import Person


def followers(thread_id: int, space_id: int) -> list[Person]:
    """The people who follow a thread, have not silenced it, and read the lane in which something happened."""
    people = Person.objects.filter(is_active=True, follows__thread_id=thread_id, follows__muted=False)
    return [person for person in people if may_read(person, space_id)]


def hearing_of_post(entry: Entry) -> list[Person]:
    """Those who hear of a post: the thread's followers who read its lane."""
    thread = next(subject.key for subject in entry.subjects.all() if subject.kind == "thread")
    return followers(int(thread), entry.space_id)
