"""From an entry to inboxes and mail, once each, even where the process died between the two.

Who hears is asked of `AUDIENCES`: the kind of the entry's first subject that stands in it. Filled in `home/wiring.py`.
"""

import logging
from collections.abc import Callable

from django.db import transaction
from django_tasks import task

from committee.access.policy import may_read
from committee.inbox.actions import notify
from committee.inbox.mail import mail_notice
from committee.inbox.models import Duty, Notice
from committee.inbox.queries import duty_of
from committee.inbox.reasons import Hearing, strongest
from committee.journal.models import Entry
from committee.people.models import MailPace, Person

AUDIENCES: dict[str, Callable[[Entry], Hearing]] = {}
log = logging.getLogger(__name__)


def deliver(entry: Entry) -> list[Person]:
    """Tell everyone concerned of an entry; failing costs only time, since `deliver_pending` tries again.

    Returns the people newly told.
    """
    try:
        with transaction.atomic():
            told = notify(entry=entry, hearing=audience(entry))
            Entry.objects.filter(pk=entry.pk).update(delivered=True)
    except Exception:
        log.exception("entry %s was not delivered", entry.pk)
        return []
    for person in mailed(entry, told):
        send_notice.enqueue(person.pk, entry.pk)
    return told


def audience(entry: Entry) -> list[tuple[Person, str]]:
    """Those whom the entry concerns and who read its lane, each once with the strongest reason."""
    kinds = {subject.kind for subject in entry.subjects.all()}
    kind = next((kind for kind in AUDIENCES if kind in kinds), None)
    people = strongest(AUDIENCES[kind](entry)) if kind else {}
    return [(person, why) for person, why in people.values() if may_read(person, entry.space_id)]


def mailed(entry: Entry, people: list[Person]) -> list[Person]:
    """Those of the people told who want a mail now: all news, or only what awaits their organisation."""
    at_once = [person for person in people if person.mail_pace == MailPace.AT_ONCE]
    if not Duty.objects.filter(entry=entry).exists():
        return at_once
    patient = [person for person in people if person.mail_pace == MailPace.DUTIES]
    return at_once + [person for person in patient if duty_of(person, entry)]


def deliver_pending(limit: int = 200) -> int:
    """Deliver what a stopped process left behind, oldest first. Returns how many entries there were."""
    entries = list(Entry.objects.undelivered().select_related("space")[:limit])
    for entry in entries:
        deliver(entry)
    return len(entries)


@task()
def send_notice(person_id: int, entry_id: int) -> None:
    """Mail one person about one entry, unless it was read or closed to them meanwhile."""
    notice = (
        Notice.objects.filter(person=person_id, entry=entry_id, read_at=None).select_related("person", "entry").first()
    )
    if notice and may_read(notice.person, notice.entry.space_id):
        mail_notice(notice)
