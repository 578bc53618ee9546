"""What can be done to the register of organisations; each is recorded where every bench reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from committee.access import grants
from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.versions import require_unchanged
from committee.inbox.models import Duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.organisations.actions import register_organisation, with_true_apostrophes
from committee.organisations.known_centres import known_centres
from committee.organisations.models import FormerName, Kind, Membership, MembershipRole, Organisation
from committee.organisations.queries import forget_centres
from committee.people.models import Person
from committee.registers.extension_points import CARRIED, STRIP_CHANGED
from committee.registers.policy import may_describe_software, may_keep_register
from committee.seats.actions import begin_membership, close_seat, end_membership
from committee.seats.models import Seat

NAMES = ("name_fr", "name_nl", "name_de")
SOFTWARE = ("supplier", "software_version", "pilot")
ADDED = register_verb("organisation.added", _("added %(organisation_name)s"))
RENAMED = register_verb("organisation.renamed", _("renamed %(former)s: %(organisation_name)s"))
DESCRIBED = register_verb("organisation.described", _("said with which software %(organisation_name)s works"))
MERGED = register_verb("organisation.merged", _("merged %(former)s into %(organisation_name)s"))
CLOSED = register_verb("organisation.closed", _("ended the part of %(organisation_name)s"))


@transaction.atomic
def take_part(*, by: Person, nis: str) -> Organisation:
    """Let one of the centres of Belgium take part, at the end of the strip. Raises Refused where it does already."""
    require(may_keep_register(by))
    known = known_centres().get(nis)
    if known is None:
        raise Refused(_("No centre has this code."), field="nis")
    return store_organisation(by, **known.facts)


@transaction.atomic
def add_organisation(*, by: Person, kind: str, **facts: Any) -> Organisation:
    """Add an organisation that is in no list: a federation, an administration, a guest. Raises Refused for a name that is taken."""
    require(may_keep_register(by))
    return store_organisation(by, kind=kind, **facts)


def store_organisation(by: Person, **facts: Any) -> Organisation:
    """Register an organisation from today on, behind the others; nothing is registered twice."""
    require_free_names(facts)
    if facts.get("nis") and Organisation.objects.filter(code=facts["nis"]).exists():
        raise Refused(_("This centre took part before: its page says until when."), field="nis")
    last = Organisation.objects.aggregate(last=Max("position"))["last"]
    facts |= {"position": 0 if last is None else last + 1, "began_on": clock.today()}
    organisation = register_organisation(**facts)
    record_change(ADDED, by, organisation)
    return organisation


def require_free_names(names: dict[str, Any], but: int | None = None) -> None:
    """Raise Refused where another organisation has one of these names."""
    others = Organisation.objects.exclude(pk=but) if but else Organisation.objects.all()
    for field in NAMES[:2]:
        if others.filter(**{field: with_true_apostrophes(names[field])}).exists():
            raise Refused(_("Another organisation has this name."), field=field)


@transaction.atomic
def rename_organisation(*, by: Person, organisation: Organisation, version: str | None = None, **names: str) -> None:
    """Give an organisation other names from today on; the former ones are kept, and it is still found by them."""
    require(may_keep_register(by))
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    standing = {field: getattr(organisation, field) for field in NAMES}
    names = {field: with_true_apostrophes(names.get(field, standing[field])) for field in NAMES}
    require_unchanged(version, standing, names)
    if names == standing:
        return
    require_free_names(names, organisation.pk)
    former = {field: standing[field] for field in NAMES[:2]}
    FormerName.objects.create(organisation=organisation, until=clock.today(), **former)
    change(organisation, names)
    transaction.on_commit(forget_centres)
    record_change(RENAMED, by, organisation, former={"fr": former["name_fr"], "nl": former["name_nl"]})


@transaction.atomic
def describe_software(*, by: Person, organisation: Organisation, version: str | None = None, **facts: Any) -> None:
    """Say with which software an organisation works, in which version, and whether it is a pilot."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require(may_describe_software(by, organisation))
    standing = {field: getattr(organisation, field) for field in SOFTWARE}
    facts = {field: facts.get(field, standing[field]) for field in SOFTWARE}
    require_unchanged(version, standing, facts)
    if facts != standing:
        change(organisation, facts)
        record_change(DESCRIBED, by, organisation)


@transaction.atomic
def merge_organisations(*, by: Person, merged: Organisation, into: Organisation) -> Organisation:
    """Two CPAS are one from today on: people, seats, what awaits it and what it declared go on with the second.

    Where both declared on one thing, what the second said stands and what the first said is kept among its former
    versions. What was written stays as it was signed. Raises PermissionDenied; Refused for what cannot be merged.
    """
    require(may_keep_register(by))
    rows = {one.pk: one for one in Organisation.objects.select_for_update().filter(pk__in=[merged.pk, into.pk])}
    merged, into = rows[merged.pk], rows[into.pk]
    if merged.pk == into.pk or merged.kind != into.kind or not (merged.takes_part and into.takes_part):
        raise Refused(_("Two organisations of one kind that take part can be merged."), field="into")
    with strip_changing(merged):
        change(merged, {"ended_on": clock.today(), "merged_into": into})
        carry_people(by, merged, into)
        Seat.objects.filter(organisation=merged).update(organisation=into)
        carry_duties(merged, into)
        grants.inherit_from(merged, into)
        for carry in CARRIED:
            carry(merged, into)
    record_change(MERGED, by, into, also=merged, former=merged.names)
    return into


@transaction.atomic
def close_organisation(*, by: Person, organisation: Organisation) -> None:
    """An organisation takes part no more from today on: its people and mandates end, its seats are closed, what it said stays.

    The one that holds the secretariat cannot be closed.
    """
    require(may_keep_register(by))
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not organisation.takes_part or organisation.memberships.current().filter(person=by).exists():
        raise Refused(_("Your own organisation, and one that takes part no more, cannot be closed."))
    with strip_changing(organisation):
        change(organisation, {"ended_on": clock.today()})
        for seat in Seat.objects.standing().filter(organisation=organisation):
            close_seat(by=by, seat=seat)
        for membership in current_members(organisation):
            end_membership(by=by, membership=membership)
    record_change(CLOSED, by, organisation)


@contextmanager
def strip_changing(organisation: Organisation) -> Iterator[None]:
    """A centre leaves the strip within: what holds a cell for each CPAS is made again before the transaction ends."""
    try:
        yield
        if organisation.kind == Kind.CPAS:
            forget_centres()
            for rebuild in STRIP_CHANGED:
                rebuild()
    except BaseException:
        forget_centres()
        raise
    transaction.on_commit(forget_centres)


def change(organisation: Organisation, facts: dict[str, Any]) -> None:
    """Write some facts of an organisation whose row is locked."""
    for field, value in facts.items():
        setattr(organisation, field, value)
    organisation.save(update_fields=list(facts))


def current_members(organisation: Organisation) -> list[Membership]:
    """Who belongs to an organisation now."""
    return list(Membership.objects.current().filter(organisation=organisation).select_related("person", "organisation"))


def carry_people(by: Person, merged: Organisation, into: Organisation) -> None:
    """Let who belonged to the one belong to the other in the same role; who belongs to both keeps what they have there."""
    there = set(Membership.objects.current().filter(organisation=into).values_list("person", flat=True))
    for membership in current_members(merged):
        end_membership(by=by, membership=membership)
        if membership.person_id not in there:
            begin_membership(by=by, person=membership.person, organisation=into, role=MembershipRole(membership.role))


def carry_duties(merged: Organisation, into: Organisation) -> None:
    """Let what awaited the one await the other, unless the same awaits it already."""
    awaited = set(Duty.objects.open().filter(organisation=into, person=None).values_list("code", "kind", "key"))
    for duty in Duty.objects.open().filter(organisation=merged):
        if duty.person_id is None and (duty.code, duty.kind, duty.key) in awaited:
            duty.done_at = clock.now()
        else:
            duty.organisation = into
        duty.save(update_fields=["done_at", "organisation"])


def record_change(
    what: str, by: Person, organisation: Organisation, also: Organisation | None = None, **data: Any
) -> None:
    """Record what happened to an organisation, and to another with it, in the common lane."""
    record(
        by=by,
        verb=what,
        about=("participant", organisation.key),
        also=[("participant", also.key)] if also else [],
        space=Space.objects.lane(Lane.COMMON),
        organisation=organisation,
        organisation_name=organisation.names,
        **data,
    )
