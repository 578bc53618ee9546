"""What can be done to notices and duties."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal

from committee.inbox.extension_points import NEVER_MAILED, PACES
from committee.inbox.models import Notice
from committee.inbox.queries import awaited_people
from committee.inbox.reasons import REASONS, Hearing, strongest_reasons
from committee.inbox.timing import due_at
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.models import Person

inbox_changed = Signal()
"""Sent after a transaction that added, read or unread notices is committed, with `people`, their identifiers."""


@transaction.atomic
def notify(*, entry: Entry, hearing: Hearing) -> list[Person]:
    """Tell people of an entry, each once however often it is called, for the strongest reason. Returns those newly told.

    Says at once when each may be mailed about it: by the pace chosen for the thread, else for everything.
    """
    people = {
        pk: heard for pk, heard in strongest_reasons(hearing).items() if pk != entry.actor_id or REASONS[heard[1]].own
    }
    about = entry.subject
    known = set(Notice.objects.filter(entry=entry, person__in=people).values_list("person_id", flat=True))
    new = [heard for pk, heard in sorted(people.items()) if pk not in known]
    facts = {"entry": entry, "kind": about.kind, "key": about.key} if about else {"entry": entry}
    moments = mail_moments(entry, [person for person, _why in new])
    Notice.objects.bulk_create(
        Notice(person=person, reason=why, mail_due_at=moments[person.pk], **facts) for person, why in new
    )
    Person.objects.filter(pk__in=[person.pk for person, _why in new]).update(unread_notices=F("unread_notices") + 1)
    announce_inbox_change(person.pk for person, _why in new)
    return [person for person, _why in new]


def mail_moments(entry: Entry, people: list[Person]) -> dict[int, datetime | None]:
    """When each of some people may be mailed about an entry; None for never."""
    if entry.verb in NEVER_MAILED:
        return dict.fromkeys(person.pk for person in people)
    chosen = mail_paces(entry, people)
    awaited = awaited_people(entry, people)
    now = clock.now()
    return {person.pk: due_at(person, chosen[person.pk], now, awaits=person.pk in awaited) for person in people}


def mail_paces(entry: Entry, people: list[Person]) -> dict[int, str]:
    """The pace at which each of some people wants to be mailed about an entry."""
    usual = {person.pk: person.mail_pace for person in people}
    for source in PACES if people else ():
        usual |= source(entry, list(usual))
    return usual


@transaction.atomic
def reschedule_mail(*, by: Person) -> None:
    """Work out again when what waits to be mailed may leave, after a person chose otherwise."""
    waiting = Notice.objects.filter(person=by, letter=None, read_at=None, mail_due_at__isnull=False)
    notices = list(waiting.select_related("entry").order_by("pk"))
    for notice in notices:
        notice.mail_due_at = mail_moments(notice.entry, [by])[by.pk]
    Notice.objects.bulk_update(notices, ["mail_due_at"])


@transaction.atomic
def read_notices(*, by: Person, notices: Iterable[int] | None = None) -> int:
    """Mark a person's own notices as read, all of them or those named; they are mailed no more. Returns how many were unread."""
    mine = Notice.objects.filter(person=by).unread()
    if notices is not None:
        mine = mine.filter(pk__in=list(notices))
    count = mine.update(read_at=clock.now(), mail_due_at=None)
    recount_unread(by)
    if count:
        announce_inbox_change([by.pk])
    return count


def read_notices_about(*, by: Person, kind: str, key: str) -> int:
    """Mark as read what a person was told about a thing, when its page is opened; one query where nothing is unread."""
    about = Notice.objects.filter(person=by, kind=kind, key=key).unread().values_list("pk", flat=True)
    found = list(about)
    return read_notices(by=by, notices=found) if found else 0


@transaction.atomic
def keep_unread(*, by: Person, kind: str, key: str) -> bool:
    """Mark the newest notice about a thing as unread again, so that the case stays in mind. Returns whether there was one."""
    newest = Notice.objects.visible_to(by).filter(kind=kind, key=key).first()
    if newest is None:
        return False
    Notice.objects.filter(pk=newest.pk).update(read_at=None)
    recount_unread(by)
    announce_inbox_change([by.pk])
    return True


def announce_inbox_change(people: Iterable[int]) -> None:
    """Have the wiring tell the open pages of people that their inbox changed, once the transaction stands."""
    found = list(people)
    if found:
        transaction.on_commit(lambda: inbox_changed.send(sender=Notice, people=found))


def recount_unread(person: Person) -> None:
    """Set a person's counter to what is unread of what the person may still read."""
    unread = Notice.objects.visible_to(person).unread().count()
    Person.objects.filter(pk=person.pk).update(unread_notices=unread)
    person.unread_notices = unread
