"""A mail came back; an address was found right again."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.bounces.addresses import is_current, read_bounce_address
from committee.bounces.models import Bounce
from committee.bounces.policy import may_see_bounces
from committee.bounces.reports import read_report
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.organisations.models import Membership
from committee.people.models import Person

STOPPED = register_verb("address.stopped", _("gets no more mail: the address does not exist (%(status)s)"))
CONFIRMED = register_verb("address.confirmed", _("said that an address is right: mail is sent there again"))
MOST_A_DAY = 20


@transaction.atomic
def record_bounce(*, raw: bytes, recipient: str) -> Bounce | None:
    """Keep that a mail came back to where it left from, once however often it is brought; None where that proves nothing.

    An address that its server calls unknown gets no more mail until somebody says that it is right.
    """
    address = read_bounce_address(recipient)
    report = read_report(raw) if address else None
    if address is None or report is None:
        return None
    person = Person.objects.select_for_update().filter(pk=address.person_id, is_active=True).first()
    if person is None or not is_current(address, person, clock.today()) or has_many(person):
        return None
    facts = {"person": person, "address": person.email, "at": clock.now(), "status": report.status}
    digest = hashlib.sha256(f"{recipient.lower()}\0".encode() + raw).hexdigest()
    stopped = Bounce.objects.stopping().filter(person=person).exists()
    bounce, new = Bounce.objects.get_or_create(digest=digest, defaults=facts | {"is_hard": report.is_hard})
    if new and bounce.is_hard and not stopped:
        record_change(person, person, STOPPED, status=report.status)
    return bounce


def has_many(person: Person) -> bool:
    """Whether so much came back in a day that more says nothing more."""
    return person.bounces.filter(at__gt=clock.now() - timedelta(days=1)).count() >= MOST_A_DAY


@transaction.atomic
def confirm_address(*, by: Person, person: Person) -> bool:
    """Say that an address is right: mail is sent there again. Returns whether anything stood against it.

    Raises PermissionDenied.
    """
    require(may_see_bounces(by, person))
    changed = Bounce.objects.standing().filter(person=person).values_list("pk", flat=True)
    cleared = Bounce.objects.filter(pk__in=list(changed)).update(cleared_at=clock.now())
    if cleared:
        record_change(by, person, CONFIRMED)
    return bool(cleared)


def record_change(by: Person, person: Person, what: str, **data: str) -> None:
    """Record it in the own space of each organisation of the person; never the address."""
    places = Membership.objects.current().filter(person=person).select_related("organisation")
    for place in places:
        organisation = place.organisation
        space = Space.objects.own(organisation)
        about = ("person", str(person.pk))
        record(by=by, verb=what, about=about, space=space, organisation=organisation, **data)
