"""What an action wrote, and whether it wrote anything at all."""

from contextlib import contextmanager
from typing import NamedTuple

from django.apps import apps

from committee.journal.models import Entry
from tests.tables import rows_of


class Record(NamedTuple):
    """An entry of the journal, as an assertion states it."""

    verb: str
    actor: object
    space: object
    organisation: object
    subjects: list[tuple[str, str]]


@contextmanager
def recording():
    """Collect the entries written inside, oldest first."""
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    records: list[Record] = []
    yield records
    for entry in Entry.objects.filter(pk__gt=last).select_related("actor", "space", "organisation"):
        subjects = [(subject.kind, subject.key) for subject in entry.subjects.all()]
        records.append(Record(entry.verb, entry.actor, entry.space, entry.organisation, subjects))


def everything() -> dict:
    """Every row of the tables of both apps, links between rows included.

    Not the counts of refusals and what was refused at the doors, which are kept; nor the moment at which a test signed somebody in.
    """
    models = [
        model
        for label in ("committee", "issues")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.label not in ("committee.Refusal", "committee.SecurityEvent")
    ]
    return {model._meta.label: rows_of(model, "last_login") for model in models}


@contextmanager
def unchanged():
    """Insist that no row of either app is added, altered or removed inside."""
    before = everything()
    yield
    assert everything() == before


def organisation_of(person):
    """The one organisation that a person of the cast belongs to."""
    return person.memberships.get().organisation


def heard(people, why: str = "follows") -> list[tuple]:
    """People as an audience gives them: each with the reason."""
    return [(person, why) for person in people]
