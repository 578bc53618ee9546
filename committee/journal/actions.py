"""Recording: the last step of every action, in its transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from committee.access.models import Space
from committee.journal import clock
from committee.journal.models import Entry, Subject
from committee.organisations.models import Organisation
from committee.people.models import Person

entry_recorded = Signal()
"""Sent once per entry after its transaction is committed, with `entry`."""


def record(
    *,
    by: Person,
    verb: str,
    about: tuple[str, str],
    space: Space | int,
    organisation: Organisation | int | None = None,
    also: Iterable[Any] = (),
    **data: Any,
) -> Entry:
    """Write one entry. `about` and each of `also` are (kind, key); `data` is what its sentence needs.

    `organisation` is an Organisation or its identifier: on whose behalf it was done.
    Raises TransactionManagementError outside a transaction: a change and its record stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an entry is recorded in the transaction of its change")
    space_id: Any = getattr(space, "pk", space)
    organisation_id: Any = getattr(organisation, "pk", organisation)
    entry = Entry.objects.create(
        at=clock.now(), actor=by, organisation_id=organisation_id, verb=verb, space_id=space_id, data=data
    )
    Subject.objects.bulk_create(Subject(entry=entry, kind=kind, key=str(key)) for kind, key in (about, *also))
    transaction.on_commit(lambda: entry_recorded.send(sender=Entry, entry=entry))
    return entry


def redact_entries(*, verb: str, about: tuple[str, object], name: str, instead: str = "…") -> None:
    """Forget one value in the entries of a verb about a thing: what was said is taken back, that it was said stays.

    `instead` puts words back, where what was blanked may be read again.
    """
    kind, key = about
    for entry in Entry.objects.filter(verb=verb).about(kind, str(key)).select_for_update():
        entry.data = {**entry.data, name: instead}
        entry.save(update_fields=["data"])
