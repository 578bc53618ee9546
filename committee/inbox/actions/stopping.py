"""What a link in a mail stops."""

from __future__ import annotations

from django.db import transaction

from committee.inbox.actions.notices import reschedule_mail
from committee.inbox.extension_points import STOPS
from committee.inbox.models import Notice
from committee.inbox.stop_links import Stopping
from committee.people.models import MailPace, Person


@transaction.atomic
def stop_mail(stopping: Stopping) -> bool:
    """Stop what a token names, at once and for what waits too. Returns whether anything could stop: an account still open."""
    person = stopping.person
    if not person.is_active:
        return False
    if stopping.sort in STOPS:
        STOPS[stopping.sort].stop(person, stopping.thing)
        reschedule_mail(by=person)
        return True
    Person.objects.filter(pk=person.pk).update(mail_pace=MailPace.NEVER)
    Notice.objects.filter(person=person, letter=None).update(mail_due_at=None)
    return True
