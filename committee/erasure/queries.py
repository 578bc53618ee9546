"""Requests for erasure as pages read them, and what an erasure looks for."""

from __future__ import annotations

from django.db.models import QuerySet

from committee.erasure.models import ErasureRequest
from committee.erasure.signatures import NAMING
from committee.joining.queries import entries_of_requests
from committee.journal.models import Entry
from committee.organisations.models import Membership, Organisation
from committee.people.models import Person


def open_request(person: Person) -> ErasureRequest | None:
    """The request about a person that waits; one query."""
    return ErasureRequest.objects.open().filter(person=person).first()


def is_erased(person: Person) -> bool:
    """Whether a person's data were erased; one query."""
    return ErasureRequest.objects.filter(person=person, done_at__isnull=False).exists()


def last_place(person: Person) -> Organisation | None:
    """The organisation that a person worked for last."""
    held = Membership.objects.filter(person=person).select_related("organisation")
    last = held.order_by("ended_on", "began_on", "pk").last()
    return last.organisation if last else None


def entries_about(person: Person) -> list[Entry]:
    """What the journal tells of a person, and of the requests to join that were theirs."""
    found = [*Entry.objects.about("person", str(person.pk)).distinct(), *entries_of_requests(person.email).distinct()]
    return list({entry.pk: entry for entry in found}.values())


def entries_naming(person: Person) -> QuerySet[Entry]:
    """The entries that may tell a person's function: those of their organisations, all where nobody else has it."""
    rows = Entry.objects.filter(data__has_any_keys=list(NAMING))
    same = Person.objects.filter(function_fr=person.function_fr, function_nl=person.function_nl).exclude(pk=person.pk)
    places = Membership.objects.filter(person=person).values("organisation")
    return rows.filter(organisation__in=places) if same.exists() else rows
