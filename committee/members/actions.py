"""What changes when people move, change their work, or leave."""

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
from committee.members.policy import may_change_functions, may_change_place, may_let_go
from committee.members.queries import places_of
from committee.organisations.models import Membership, MembershipRole, Organisation
from committee.people.actions import renew_addresses
from committee.people.models import Person
from committee.seats.actions import begin_membership, close_account, end_membership

RENAMED = register_verb("member.renamed", _("changed a function: %(before)s is now %(function)s"))
PASSED_ON = register_verb("member.passed_on", _("passed on what was in the hands of %(function)s"))


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
def let_go(*, by: Person, person: Person, successors: Mapping[str, Person]) -> dict[str, int]:
    """Close an account, and put what was in its person's hands into those of colleagues, by the code of its sort.

    What has no successor stays where it is, signed by the function. Places, mandates, sessions, private addresses and
    links in mails end at once. Returns how many things of each sort were passed on. Raises PermissionDenied, also for
    a successor who is no colleague.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(may_let_go(by, person))
    allowed = set(colleagues_of(person).values_list("pk", flat=True))
    require(all(one.pk in allowed for one in successors.values()))
    passed = {sort.code: pass_on(by, sort, person, successors[sort.code]) for sort in sorts_of(successors)}
    Absence.objects.filter(substitute=person, ends_on__gte=clock.today()).update(substitute=None)
    renew_addresses(by=person)
    close_account(by=by, person=person)
    return passed


def sorts_of(successors: Mapping[str, Person]) -> list[Belongings]:
    """The sorts of things for which somebody is named."""
    return [sort for sort in BELONGINGS if sort.code in successors]


def pass_on(by: Person, sort: Belongings, person: Person, to: Person) -> int:
    """Pass one sort of things on, and record it where there was any."""
    count = sort.pass_on(person, to)
    for place in places_of(person) if count else ():
        record_of(by, PASSED_ON, person, place.organisation, successor=to.functions)
    return count


def record_of(by: Person, what: str, person: Person, organisation: Organisation, **data: Any) -> None:
    """Record something about a person in the own space of an organisation of theirs."""
    record(
        by=by,
        verb=what,
        about=("person", str(person.pk)),
        space=Space.objects.own(organisation),
        organisation=organisation,
        function=person.functions,
        **data,
    )
