"""From an entry to inboxes and mail, once each, even where the process died between the two.

Who hears is asked of the first kind, in the order of the wiring, among the things that the entry is about.
"""

import logging

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from committee.access.policy import may_read
from committee.inbox.actions.notices import notify
from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Duty, Notice
from committee.inbox.queries import awaited_people
from committee.inbox.reasons import register_reason, strongest_reasons
from committee.inbox.substitution import SPEAKERS, SUBSTITUTES
from committee.journal import clock
from committee.journal.models import Entry
from committee.journal.subjects import kinds_with
from committee.people.models import Person

log = logging.getLogger(__name__)
SPEAKS = register_reason("speaks", 12, _("Something is asked of a seat for which you speak."))
STANDS_IN = register_reason("stands_in", 13, _("You stand in for somebody who is away."))


def deliver_entry(entry: Entry) -> list[Person]:
    """Tell everyone concerned of an entry; failing costs only time, since `deliver_pending` tries again.

    Returns the people newly told. Who is to be mailed now is mailed by a task, which finds its letters by itself.
    """
    try:
        with transaction.atomic():
            told = notify(entry=entry, hearing=recipients_of(entry))
            Entry.objects.filter(pk=entry.pk).update(delivered=True)
    except Exception:
        log.exception("entry %s was not delivered", entry.pk)
        return []
    if told and Notice.objects.filter(entry=entry, letter=None, mail_due_at__lte=clock.now()).exists():
        send_soon.enqueue()
    return told


def recipients_of(entry: Entry) -> list[tuple[Person, str]]:
    """Those whom the entry concerns and who read its lane, each once with the strongest reason."""
    codes = {subject.kind for subject in entry.subjects.all()}
    kind = next((kind for kind in kinds_with("recipients") if kind.code in codes), None)
    people = strongest_reasons(kind.recipients(entry)) if kind and kind.recipients else {}
    if asked := list(Duty.objects.filter(entry=entry, done_at=None).values_list("seat", flat=True)):
        people |= strongest_reasons([*people.values(), *speaking_for_seats(set(asked) - {None})])
        people |= strongest_reasons([*people.values(), *standing_in(entry, people)])
    return [(person, why) for person, why in people.values() if may_read(person, entry.space_id)]


def speaking_for_seats(seats: set[int]) -> list[tuple[Person, str]]:
    """Those who speak for seats of which an entry asks something; no query where it asks nothing of a seat."""
    return [(person, SPEAKS) for source in SPEAKERS for person in source(seats)] if seats else []


def standing_in(entry: Entry, people: dict[int, tuple[Person, str]]) -> list[tuple[Person, str]]:
    """Those who stand in for people who are away and of whom an entry asks something."""
    awaited = awaited_people(entry, [person for person, _why in people.values()]) if SUBSTITUTES else set()
    found = [source(awaited) for source in SUBSTITUTES if awaited]
    return [(person, STANDS_IN) for one in found for person in one.values()]


def deliver_pending(limit: int = 200) -> int:
    """Deliver what a stopped process left behind, oldest first. Returns how many entries there were."""
    entries = list(Entry.objects.undelivered().select_related("space")[:limit])
    for entry in entries:
        deliver_entry(entry)
    return len(entries)


@task()
def send_soon() -> None:
    """Send what is due without waiting for the next periodic run."""
    send_letters()
