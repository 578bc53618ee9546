"""The weekly letters: each Monday about the week before, to the people of every CPAS with something to answer, once each."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from committee.inbox.actions.letters import queue_letter
from committee.inbox.mails.fan_out import send_soon
from committee.inbox.models import Duty, Letter
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.people.models import MailPace, Person
from issues.fieldwork.barometer.actions.answering import ANSWER, ask_cpas
from issues.fieldwork.barometer.models import PulseLetter, PulseSilence
from issues.fieldwork.barometer.queries import on_living_problems, unanswered_declarations
from issues.fieldwork.barometer.weeks import asked_week, begin_of, code_of, this_week
from issues.fieldwork.impacts.models import Declaration

WEEKLY = "weekly"
"""What a link in such a letter stops."""
HOUR, DAYS = 7, 3
"""Letters leave on Monday from seven o'clock; what a stopped process left behind leaves until Wednesday."""


def send_pulses() -> int:
    """Ask every CPAS that was not asked yet about the week that is over; harmless at any time. Returns how many letters."""
    begun = this_week()
    if not begin_of(begun, HOUR) <= clock.now() < begin_of(begun + timedelta(days=DAYS)):
        return 0
    week = asked_week()
    written = sum(ask_and_write(organisation, week) for organisation in to_ask(week))
    if written:
        send_soon.enqueue()
    return written


def stop_letters(*, by: Person) -> None:
    """Write no weekly letter to a person any more, harmless where none is written."""
    PulseSilence.objects.get_or_create(person=by)


def resume_letters(*, by: Person) -> None:
    """Write weekly letters to a person again."""
    PulseSilence.objects.filter(person=by).delete()


def to_ask(week: date) -> list[Organisation]:
    """The CPAS with something to answer that were not asked yet."""
    asked = Duty.objects.filter(code=ANSWER, kind="pulse", key=code_of(week), organisation=OuterRef("pk"))
    mine = on_living_problems(
        Declaration.objects.filter(organisation=OuterRef("pk"), declared_at__lt=begin_of(this_week()))
    )
    return list(Organisation.objects.cpas().filter(Exists(unanswered_declarations(mine, week)), ~Exists(asked)))


@transaction.atomic
def ask_and_write(organisation: Organisation, week: date) -> int:
    """Ask a CPAS, and queue a letter for each of its people in the same transaction. Returns how many."""
    if ask_cpas(organisation=organisation) is None:
        return 0
    people = Person.objects.filter(
        is_active=True, memberships__ended_on=None, memberships__organisation=organisation
    ).exclude(Q(mail_pace=MailPace.NEVER) | Exists(PulseSilence.objects.filter(person=OuterRef("pk"))))
    return sum(write_to(person, week) for person in people.distinct().order_by("pk"))


def write_to(person: Person, week: date) -> bool:
    """Queue a person's letter about a week, unless it was queued already."""
    _letter, new = PulseLetter.objects.get_or_create(person=person, week=week, defaults={"sent_at": clock.now()})
    if new:
        queue_letter(person=person, kind=Letter.Kind.PULSE)
    return new
