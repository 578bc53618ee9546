"""What can be done to letters: what is due is gathered into one, claimed by one process, and tried again when it fails.

Promised: a notice goes into one letter, and a claim is taken by one process, whatever runs beside it. A letter is known to
have left only after the mail server took it; where a process dies between, the same letter, with the same Message-ID, is
sent once more, and given up when that attempt vanishes too. There are never more than seven attempts.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.correspondence.addresses import new_message_id
from committee.inbox.actions.notices import mail_paces
from committee.inbox.models import Duty, Letter, Notice
from committee.inbox.policy import may_handle_mail
from committee.inbox.states import CLAIMED, CLAIMED_AGAIN, LOST, WAITS
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.organisations.models import Membership, Organisation
from committee.people.models import MailPace, Person

RETRIED = register_verb("letter.retried", _("had a mail sent again that had not left"))
MOST_PEOPLE = 200


def queue_letter(*, person: Person, kind: str = Letter.Kind.NEWS) -> Letter:
    """Let one mail go to a person as soon as it can; what it says is written when it leaves."""
    now = clock.now()
    return Letter.objects.create(person=person, kind=kind, message_id=new_message_id(), created_at=now, next_at=now)


def collect_letters(limit: int = MOST_PEOPLE) -> int:
    """Gather what is due into one letter for each person. Returns how many letters were begun."""
    due = Notice.objects.filter(letter=None, mail_due_at__lte=clock.now()).order_by()
    people = list(due.values_list("person_id", flat=True).distinct()[:limit])
    return sum(collect_letter(pk) is not None for pk in people)


@transaction.atomic
def collect_letter(person_id: int) -> Letter | None:
    """Gather what is due to one person, or None where nothing is, or another process does so now."""
    free = Person.objects.select_for_update(skip_locked=True, no_key=True)
    person = free.filter(pk=person_id).first()
    if person is None:
        return None
    due = Notice.objects.filter(person=person, letter=None, mail_due_at__lte=clock.now())
    seen = list(due.select_related("entry"))
    wanted = still_mailable(person, seen)
    letter = queue_letter(person=person) if wanted else None
    Notice.objects.filter(pk__in=wanted).update(letter=letter)
    Notice.objects.filter(pk__in=[notice.pk for notice in seen], letter=None).update(mail_due_at=None)
    return letter


def still_mailable(person: Person, due: list[Notice]) -> list[int]:
    """Of what is due, what is still unread, still theirs to read, and still wanted by mail."""
    standing = standing_of(person)
    kept = [notice for notice in due if notice.read_at is None and notice.entry.space_id in standing.readable_ids]
    first = {(notice.kind, notice.key): notice.entry for notice in kept}
    paces = {case: mail_paces(entry, [person])[person.pk] for case, entry in first.items()}
    entries = [notice.entry_id for notice in kept]
    duties = Duty.objects.visible_to(person).filter(done_at=None, entry__in=entries).values_list("entry", flat=True)
    awaited = set(duties) if MailPace.DUTIES in paces.values() else set()
    wanted = {MailPace.AT_ONCE, MailPace.DAILY, MailPace.WEEKLY}
    return [
        notice.pk
        for notice in kept
        if (pace := paces[notice.kind, notice.key]) in wanted
        or (pace == MailPace.DUTIES and notice.entry_id in awaited)
    ]


def claim_letter(letter: Letter) -> bool:
    """Take a letter that is due for one attempt: True for one process only. The next attempt is set beforehand."""
    now = clock.now()
    as_seen = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts, next_at=letter.next_at, sent_at=None)
    if letter.error == CLAIMED_AGAIN:
        as_seen.update(next_at=None, given_up_at=now, error=LOST)
        return False
    mark = CLAIMED_AGAIN if letter.error == CLAIMED else CLAIMED
    taken = {"attempts": letter.attempts + 1, "next_at": next_attempt(letter.attempts + 1, now) or now + WAITS[-1]}
    if not as_seen.update(error=mark, **taken):
        return False
    letter.refresh_from_db(fields=["attempts", "next_at", "error"])
    return True


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When a letter is tried again after so many attempts, or None where it is given up."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def letter_left(letter: Letter) -> None:
    """The mail server took it."""
    Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), next_at=None, given_up_at=None, error="")


def letter_failed(letter: Letter, error: str, *, for_good: bool = False) -> None:
    """An attempt failed: the letter is tried again later, or given up. `error` is one of the codes of states."""
    now = clock.now()
    again = None if for_good else next_attempt(letter.attempts, now)
    gone = None if again else now
    Letter.objects.filter(pk=letter.pk).update(error=error, next_at=again, given_up_at=gone)


@transaction.atomic
def drop_letter(letter: Letter) -> None:
    """Nothing is left to say: all was read, or the right to read it ended. What it held is mailed no more."""
    Notice.objects.filter(letter=letter).update(mail_due_at=None)
    letter.delete()


@transaction.atomic
def retry_letter(*, by: Person, letter: Letter) -> None:
    """Try a letter that failed again from the start. Raises PermissionDenied."""
    require(may_handle_mail(by))
    letter = Letter.objects.get(pk=letter.pk)
    failed = Letter.objects.undelivered().filter(pk=letter.pk)
    if not failed.update(next_at=clock.now(), attempts=0, given_up_at=None, error=""):
        return
    if (organisation := organisation_concerned(by, letter)) is not None:
        facts: dict[str, Any] = {"space": Space.objects.own(organisation), "organisation": organisation}
        record(by=by, verb=RETRIED, about=("person", str(letter.person_id)), **facts)


def organisation_concerned(by: Person, letter: Letter) -> Organisation | None:
    """On whose behalf a mail is sent again: who keeps order, or else whoever it is for."""
    own = standing_of(by).organisation_for(Ability.MODERATE)
    place = Membership.objects.current().filter(person=letter.person_id).select_related("organisation").first()
    return Organisation.objects.get(pk=own) if own else place.organisation if place else None
