"""What can be done to notices and duties."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F

from committee.inbox.models import Duty, Notice
from committee.inbox.reasons import Hearing, strongest
from committee.journal import clock
from committee.journal.models import Entry
from committee.organisations.models import Organisation
from committee.people.models import Person


@transaction.atomic
def notify(*, entry: Entry, hearing: Hearing) -> list[Person]:
    """Tell people of an entry, each once however often it is called, for the strongest reason. Returns those newly told."""
    people = {pk: heard for pk, heard in strongest(hearing).items() if pk != entry.actor_id}
    about = entry.subject
    known = set(Notice.objects.filter(entry=entry, person__in=people).values_list("person_id", flat=True))
    new = [heard for pk, heard in sorted(people.items()) if pk not in known]
    facts = {"entry": entry, "kind": about.kind, "key": about.key} if about else {"entry": entry}
    Notice.objects.bulk_create(Notice(person=person, reason=why, **facts) for person, why in new)
    Person.objects.filter(pk__in=[person.pk for person, _why in new]).update(unread_notices=F("unread_notices") + 1)
    return [person for person, _why in new]


@transaction.atomic
def read_notices(*, by: Person, notices: Iterable[int] | None = None) -> int:
    """Mark a person's own notices as read, all of them or those named. Returns how many were unread."""
    mine = Notice.objects.filter(person=by).unread()
    if notices is not None:
        mine = mine.filter(pk__in=list(notices))
    count = mine.update(read_at=clock.now())
    recount(by)
    return count


@transaction.atomic
def read_notices_about(*, by: Person, kind: str, key: str) -> int:
    """Mark as read what a person was told about a thing, when its page is opened."""
    about = Notice.objects.filter(person=by).unread().filter(entry__subjects__kind=kind, entry__subjects__key=key)
    return read_notices(by=by, notices=about.values_list("pk", flat=True))


def recount(person: Person) -> None:
    """Set a person's counter to what is unread of what the person may still read."""
    unread = Notice.objects.visible_to(person).unread().count()
    Person.objects.filter(pk=person.pk).update(unread_notices=unread)
    person.unread_notices = unread


def owe_duty(
    *,
    organisation: Organisation | int,
    ability: str,
    code: str,
    about: tuple[str, str],
    entry: Entry,
    due: date | None = None,
) -> Duty:
    """Let something await an organisation; the one already open about the same thing is kept."""
    kind, key = about
    found = {"organisation_id": getattr(organisation, "pk", organisation), "code": code, "kind": kind, "key": str(key)}
    facts = {"ability": ability, "entry": entry, "due_on": due}
    return Duty.objects.get_or_create(**found, done_at=None, defaults=facts)[0]


def discharge_duties(*, code: str, about: tuple[str, str], organisation: Organisation | int | None = None) -> int:
    """Mark open duties about a thing as done, of one organisation or of all. Returns how many were open."""
    kind, key = about
    open_ones = Duty.objects.filter(code=code, kind=kind, key=str(key), done_at=None)
    if organisation is not None:
        open_ones = open_ones.filter(organisation=organisation)
    return open_ones.update(done_at=clock.now())
