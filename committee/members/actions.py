"""What changes when people move, change their work, or leave."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.absences.models import Absence
from committee.absences.policy import colleagues_of
from committee.access.models import Space
from committee.access.policy import may_give_role, require
from committee.access.refusals import Refused
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.members.extension_points import BELONGINGS, Belongings
from committee.members.models import HandedOver, Handover
from committee.members.policy import may_change_functions, may_change_place, may_let_go
from committee.members.queries import places_of
from committee.organisations.models import Membership, MembershipRole, Organisation
from committee.people.actions import renew_addresses
from committee.people.models import Person
from committee.seats.actions import begin_membership, close_account, end_membership

RENAMED = register_verb("member.renamed", _("changed a function: %(before)s is now %(function)s"))
PASSED_ON = register_verb("member.passed_on", _("passed on what was in the hands of %(function)s"))
Thing = tuple[str, str]
"""A sort and a key."""


@transaction.atomic
def change_functions(
    *, by: Person, person: Person, function_fr: str, function_nl: str, version: str | None = None
) -> Person:
    """Say how others see a person from now on; what was signed before shows the new function as well.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    places = places_of(person)
    require(may_change_functions(by, person, places))
    before, wanted = person.functions, {"function_fr": function_fr, "function_nl": function_nl}
    standing = {"function_fr": person.function_fr, "function_nl": person.function_nl}
    require_unchanged(version, standing, wanted)
    if wanted == standing:
        return person
    person.function_fr, person.function_nl = function_fr, function_nl
    person.save(update_fields=["function_fr", "function_nl"])
    for place in places:
        record_of(by, RENAMED, person, place.organisation, before=before)
    return person


@transaction.atomic
def change_role(*, by: Person, place: Membership, role: str) -> Membership:
    """Give a person another role in the same organisation, from today. Raises PermissionDenied, Refused."""
    return move_member(by=by, place=place, organisation=place.organisation, role=role)


@transaction.atomic
def move_member(*, by: Person, place: Membership, organisation: Organisation, role: str) -> Membership:
    """Let a person work for another organisation, or in another role, from today; what they hold by name goes along.

    Mandates stay: they are another matter. Raises PermissionDenied; Refused where the person works there already.
    """
    place = Membership.objects.select_related("organisation", "person").get(pk=place.pk)
    require(may_change_place(by, place) and may_give_role(by, organisation, role))
    if (place.organisation_id, place.role) == (organisation.pk, role) and place.ended_on is None:
        return place
    elsewhere = Membership.objects.current().filter(person=place.person_id, organisation=organisation)
    if elsewhere.exclude(pk=place.pk).exists():
        raise Refused(_("This person works for that organisation already."), field="organisation")
    end_membership(by=by, membership=place)
    return begin_membership(by=by, person=place.person, organisation=organisation, role=MembershipRole(role))


@transaction.atomic
def let_go(*, by: Person, person: Person, successors: Mapping[Thing, Person]) -> Handover | None:
    """Close an account, and put what was in its person's hands into those of colleagues, thing by thing.

    `successors` are named by the sort of a thing and its key. What has none stays where it is, signed by the function.
    Places, mandates, sessions, private addresses and links in mails end at once. Returns what was passed on, None where
    nothing was. Raises PermissionDenied, also for a successor who is no colleague.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(may_let_go(by, person))
    allowed = set(colleagues_of(person).values_list("pk", flat=True))
    require(all(one.pk in allowed for one in successors.values()))
    handover = pass_on(by, person, successors)
    Absence.objects.filter(substitute=person, ends_on__gte=clock.today()).update(substitute=None)
    renew_addresses(by=person)
    close_account(by=by, person=person)
    return handover


def pass_on(by: Person, person: Person, successors: Mapping[Thing, Person]) -> Handover | None:
    """Pass things on, keep what went to whom, and record it where there was any."""
    went = [(sort.code, key, to) for sort in BELONGINGS for key, to in passed_of(sort, person, successors)]
    if not went:
        return None
    handover: Handover = Handover.objects.create(person=person, by=by, at=clock.now())
    HandedOver.objects.bulk_create(HandedOver(handover=handover, to=to, sort=code, key=key) for code, key, to in went)
    for place in places_of(person):
        record_of(by, PASSED_ON, person, place.organisation, about=("handover", str(handover.pk)))
    return handover


def passed_of(sort: Belongings, person: Person, successors: Mapping[Thing, Person]) -> list[tuple[str, Person]]:
    """The keys of one sort that went, each with who holds it now."""
    wanted: dict[Person, list[str]] = defaultdict(list)
    for (code, key), to in successors.items():
        if code == sort.code:
            wanted[to].append(key)
    return [(key, to) for to, keys in wanted.items() for key in sort.pass_on(person, to, keys)]


def record_of(
    by: Person, what: str, person: Person, organisation: Organisation, about: Thing | None = None, **data: Any
) -> None:
    """Record something about a person in the own space of an organisation of theirs."""
    subjects = [*([about] if about else []), ("person", str(person.pk))]
    record(
        by=by,
        verb=what,
        about=subjects[0],
        also=subjects[1:],
        space=Space.objects.own(organisation),
        organisation=organisation,
        function=person.functions,
        **data,
    )
