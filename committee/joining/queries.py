"""The requests that wait, and what the journal tells of some."""

from django.db.models import QuerySet

from committee.joining.models import JoiningRequest
from committee.joining.policy import visible_to
from committee.journal.models import Entry
from committee.people.models import Person


def open_requests(person: Person) -> list[JoiningRequest]:
    """What waits for a person's answer, the oldest first; one query."""
    return list(visible_to(person).open().select_related("organisation")[:100])


def entries_of_requests(address: str) -> QuerySet[Entry]:
    """What the journal tells of the requests that came from an address."""
    keys = [str(pk) for pk in JoiningRequest.objects.filter(address=address).values_list("pk", flat=True)]
    return Entry.objects.filter(subjects__kind="joining", subjects__key__in=keys)
