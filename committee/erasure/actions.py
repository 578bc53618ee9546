"""Asking for erasure, taking it back, and carrying it out."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.absences.models import Absence
from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.erasure.extension_points import FORGOTTEN
from committee.erasure.models import ErasureRequest
from committee.erasure.policy import may_ask_erasure, may_erase, may_withdraw
from committee.erasure.queries import entries_about, entries_naming, last_place
from committee.erasure.signatures import functions_told, resigned, signature
from committee.invitations.models import Invitation
from committee.joining.models import JoiningRequest
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from committee.organisations.models import Membership, MembershipRole
from committee.people.actions import renew_addresses
from committee.people.models import Person
from committee.seats.actions import close_account, day_in_words
from committee.seats.models import Committee

ASKED = register_verb("erasure.asked", _("asked that the data of %(function)s be erased on %(due_on)s"))
WITHDRAWN = register_verb("erasure.withdrawn", _("took the request for erasure of %(function)s back"))
ERASED = register_verb("erasure.done", _("erased the data of a former member"))


@transaction.atomic
def ask_erasure(*, by: Person, person: Person) -> ErasureRequest:
    """Ask that what tells whose an account was be erased, after ERASURE_DAYS; again, once. Raises PermissionDenied."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(may_ask_erasure(by, person))
    known = ErasureRequest.objects.open().filter(person=person).first()
    if known:
        return known
    if ErasureRequest.objects.filter(person=person, done_at__isnull=False).exists() and not person.is_active:
        raise Refused(_("The data of this person are erased already."))
    due = clock.today() + timedelta(days=settings.ERASURE_DAYS)
    facts = {"person": person, "asked_by": by, "asked_at": clock.now(), "due_on": due}
    request: ErasureRequest = ErasureRequest.objects.create(**facts)
    record_erasure(ASKED, by, person, function=person.functions, due_on=day_in_words(due))
    return request


@transaction.atomic
def withdraw_request(*, by: Person, request: ErasureRequest) -> ErasureRequest:
    """Take a request back before it is carried out. Raises PermissionDenied, Refused."""
    request = lock_request(request)
    require(may_withdraw(by, request))
    request.withdrawn_at = clock.now()
    request.save(update_fields=["withdrawn_at"])
    record_erasure(WITHDRAWN, by, request.person, function=request.person.functions)
    return request


def lock_request(request: ErasureRequest) -> ErasureRequest:
    """A request as it stands, its row locked. Raises Refused where it does not wait any longer."""
    rows = ErasureRequest.objects.select_for_update(of=("self",)).select_related("person")
    standing: ErasureRequest = rows.get(pk=request.pk)
    if standing.done_at or standing.withdrawn_at:
        raise Refused(_("This request was carried out or taken back meanwhile."))
    return standing


@transaction.atomic
def erase_person(*, by: Person, request: ErasureRequest) -> Person:
    """Carry a request out: the account is closed where it is open, and says nothing any more of whose it was.

    Address, function, picture, sessions, factors, settings, drafts and what only this person read are erased; what was
    said, decided and held stays, signed “former member of …”. Raises PermissionDenied, Refused.
    """
    request = lock_request(request)
    require(may_erase(by, request, due=request.due_on <= clock.today()))
    person = Person.objects.select_for_update(no_key=True).get(pk=request.person_id)
    organisation = last_place(person)
    if person.is_active:
        close_account(by=by, person=person)
        renew_addresses(by=person)
    former = signature(organisation.names if organisation else None)
    resign_journal(person, former)
    forget_coming(person)
    for forget in FORGOTTEN:
        forget(person)
    blank_account(person, former)
    request.done_at = clock.now()
    request.save(update_fields=["done_at"])
    record_erasure(ERASED, by, person)
    return person


def resign_journal(person: Person, former: dict[str, str]) -> None:
    """Let no entry tell a function that the person had, now or before."""
    known: list[Any] = [person.functions]
    about = entries_about(person)
    known += [told for entry in about for told in functions_told(entry.data)]
    others = [entry for entry in entries_naming(person).iterator() if entry.pk not in {one.pk for one in about}]
    changed = [entry for entry in (*about, *others) if resigns(entry, known, former)]
    Entry.objects.bulk_update(changed, ["data"], batch_size=200)


def resigns(entry: Entry, known: list[Any], former: dict[str, str]) -> bool:
    """Give an entry other signatures; whether that changed anything."""
    before, entry.data = entry.data, resigned(entry.data, known, former)
    return bool(entry.data != before)


def forget_coming(person: Person) -> None:
    """Blank how somebody came in, and forget when they were away."""
    blank = {"address": address_of_nobody(person), "function_fr": "", "function_nl": ""}
    theirs = Invitation.objects.filter(address=person.email) | Invitation.objects.filter(person=person)
    theirs.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())
    theirs = Invitation.objects.filter(address=person.email) | Invitation.objects.filter(person=person)
    theirs.update(**blank)
    asked = JoiningRequest.objects.filter(address=person.email)
    asked.filter(settled_at=None).update(settled_at=clock.now())
    asked.update(address=address_of_nobody(person), function="–", message="")
    Absence.objects.filter(person=person).delete()
    Absence.objects.filter(substitute=person).update(substitute=None)


def address_of_nobody(person: Person) -> str:
    """An address under which nobody is reached: .invalid is kept for that (RFC 2606)."""
    return f"erased-{person.pk}@erased.invalid"


def blank_account(person: Person, former: dict[str, str]) -> None:
    """Leave of an account what signs: a number, a language, and “former member of …”."""
    person.email, person.first_name, person.last_name = address_of_nobody(person), "", ""
    person.function_fr, person.function_nl = former["fr"], former["nl"]
    person.quiet_from = person.quiet_until = person.last_login = None
    person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.groups.clear()
    person.save()


def erase_due() -> int:
    """Carry out every request whose day has come, in the name of the secretariat. Returns how many there were."""
    done = 0
    for request in ErasureRequest.objects.due().select_related("person"):
        by = acting_for(request.person)
        if by:
            erase_person(by=by, request=request)
            done += 1
    return done


def acting_for(person: Person) -> Person | None:
    """Who carries out what the rule says: one of the secretariat, else the technical administrator; never the person."""
    held = Membership.objects.current().filter(role=MembershipRole.SECRETARIAT, person__is_active=True)
    others = Person.objects.filter(is_active=True).exclude(pk=person.pk)
    secretariat: Person | None = others.filter(pk__in=held.values("person")).order_by("pk").first()
    return secretariat or others.filter(is_superuser=True).order_by("pk").first()


def record_erasure(what: str, by: Person, person: Person, **data: Any) -> None:
    """Record it in the own space of the organisation that the person works or worked for."""
    organisation = last_place(person) or Committee.objects.earliest("pk").secretariat
    record(
        by=by,
        verb=what,
        about=("erasure", str(person.pk)),
        also=[("person", str(person.pk))],
        space=Space.objects.own(organisation),
        organisation=organisation,
        **data,
    )
