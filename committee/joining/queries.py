"""The requests that wait."""

from committee.joining.models import JoiningRequest
from committee.joining.policy import visible_to
from committee.people.models import Person


def open_requests(person: Person) -> list[JoiningRequest]:
    """What waits for a person's answer, the oldest first; one query."""
    return list(visible_to(person).open().select_related("organisation")[:100])
