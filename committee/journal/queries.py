"""The journal as pages read it."""

from django.db.models import QuerySet

from committee.journal.models import Entry
from committee.people.models import Reader


def timeline(person: Reader, kind: str, key: str) -> QuerySet[Entry]:
    """The story of one thing as far as a person may know it, oldest first; two queries."""
    entries = Entry.objects.visible_to(person).about(kind, key)
    return entries.select_related("actor", "organisation", "space").distinct().order_by("at", "pk")
