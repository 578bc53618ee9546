"""What can be done to memberships, seats and mandates; each gives or withdraws the rights that follow."""

from datetime import date

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access import grants
from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import may_give_role, require
from committee.inbox.actions.notices import recount_unread
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.organisations.models import Membership, MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.models import Bench, Committee, Mandate, Seat
from committee.seats.policy import may_close_account, may_seat_people

MEMBERSHIP_BEGAN = register_verb("membership.began", _("gave %(function)s a place at %(organisation_name)s"))
MEMBERSHIP_ENDED = register_verb("membership.ended", _("ended the place of %(function)s at %(organisation_name)s"))
ACCOUNT_CLOSED = register_verb("account.closed", _("closed the account of %(function)s"))
MANDATE_BEGAN = register_verb("mandate.began", _("gave %(function)s the seat of %(organisation_name)s"))
MANDATE_ENDED = register_verb(
    "mandate.ended", _("ended the mandate of %(function)s for the seat of %(organisation_name)s")
)


@transaction.atomic
def found_committee(*, by: Person, name_fr: str, name_nl: str, secretariat: Organisation) -> Committee:
    """Found a committee, and open its shared lanes."""
    require(may_seat_people(by))
    for lane in (Lane.COMMON, Lane.FEDERATIONS, Lane.ADMINISTRATION):
        Space.objects.lane(lane)
    return Committee.objects.create(name_fr=name_fr, name_nl=name_nl, secretariat=secretariat)


@transaction.atomic
def add_seat(
    *, by: Person, committee: Committee, organisation: Organisation, bench: Bench, opens: Lane = Lane.COMMON
) -> Seat:
    """Add a seat for an organisation on a bench."""
    require(may_seat_people(by))
    return Seat.objects.create(committee=committee, organisation=organisation, bench=bench, opens=opens)


@transaction.atomic
def begin_membership(
    *, by: Person, person: Person, organisation: Organisation, role: MembershipRole, began_on: date | None = None
) -> Membership:
    """Let a person belong to an organisation, with the rights of the role. Raises IntegrityError if it already does."""
    require(may_give_role(by, organisation, role))
    membership = Membership.objects.create(
        person=person, organisation=organisation, role=role, began_on=began_on or clock.today()
    )
    grants.grant_role(membership)
    record_membership(by, MEMBERSHIP_BEGAN, person, organisation)
    return membership


@transaction.atomic
def end_membership(*, by: Person, membership: Membership) -> Membership:
    """End a membership today and withdraw its rights at once."""
    require(take_if_current(membership) and may_give_role(by, membership.organisation, membership.role))
    membership.ended_on = max(clock.today(), membership.began_on)
    membership.save(update_fields=["ended_on"])
    grants.revoke_role(membership)
    recount_unread(membership.person)
    record_membership(by, MEMBERSHIP_ENDED, membership.person, membership.organisation)
    return membership


@transaction.atomic
def begin_mandate(
    *, by: Person, seat: Seat, person: Person, capacity: str = Mandate.Capacity.TITULAR, began_on: date | None = None
) -> Mandate:
    """Give a seat to a person, who from now on reads (and on a bench writes) what the seat opens."""
    require(may_seat_people(by))
    mandate = Mandate.objects.create(seat=seat, person=person, capacity=capacity, began_on=began_on or clock.today())
    for space in seat.spaces():
        grants.open_space(person, space, write=seat.writes)
    record_membership(by, MANDATE_BEGAN, person, seat.organisation)
    return mandate


@transaction.atomic
def end_mandate(*, by: Person, mandate: Mandate) -> Mandate:
    """End a mandate today; what no other mandate of the person still opens is closed at once."""
    require(may_seat_people(by) and take_if_current(mandate))
    mandate.ended_on = max(clock.today(), mandate.began_on)
    mandate.save(update_fields=["ended_on"])
    kept = {space.pk: write for _person, space, write in mandated_rights(mandate.person)}
    for space in mandate.seat.spaces():
        grants.close_space(mandate.person, space)
        if space.pk in kept:
            grants.open_space(mandate.person, space, write=kept[space.pk])
    recount_unread(mandate.person)
    record_membership(by, MANDATE_ENDED, mandate.person, mandate.seat.organisation)
    return mandate


@transaction.atomic
def close_account(*, by: Person, person: Person) -> Person:
    """Let a person sign in no more: places and mandates end today, and sessions with them. What they wrote stays.

    May be told of an account that somebody has already made inactive. Raises PermissionDenied.
    """
    person.refresh_from_db(from_queryset=Person.objects.select_for_update(no_key=True))
    require(may_close_account(by, person))
    places = list(Membership.objects.current().filter(person=person).select_related("organisation", "person"))
    held = Mandate.objects.current().filter(person=person).select_related("seat__organisation", "person")
    for mandate in held:
        end_mandate(by=by, mandate=mandate)
    for membership in places:
        end_membership(by=by, membership=membership)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    grants.invalidate_standing(person)
    for session in UserSession.objects.filter(user=person):
        session.end()
    record_membership(
        by, ACCOUNT_CLOSED, person, places[0].organisation if places else Committee.objects.earliest("pk").secretariat
    )
    return person


def take_if_current(place: Membership | Mandate) -> bool:
    """Read the dates of a membership or mandate as they stand, its row locked until the transaction ends.

    False where it has ended, and where it is another person's, or of another organisation or seat, than `place` says.
    """
    of = "seat_id" if isinstance(place, Mandate) else "organisation_id"
    rows = type(place).objects.current().select_for_update()
    if not rows.filter(pk=place.pk, person_id=place.person_id, **{of: getattr(place, of)}).exists():
        return False
    place.refresh_from_db(fields=["began_on", "ended_on"])
    return True


def mandated_rights(person: Person | None = None) -> list[tuple[Person, Space, bool]]:
    """The rights that current mandates give, of one person or of all, as (person, space, may write)."""
    mandates = Mandate.objects.current().select_related("person", "seat__organisation").order_by("seat__bench")
    if person:
        mandates = mandates.filter(person=person)
    rights = [(mandate.person, space, mandate.seat.writes) for mandate in mandates for space in mandate.seat.spaces()]
    return sorted(rights, key=lambda right: right[2])


@transaction.atomic
def rebuild_grants() -> None:
    """Derive every right again from memberships and mandates."""
    grants.rebuild_rights(mandated_rights())


def record_membership(by: Person, what: str, person: Person, organisation: Organisation) -> None:
    """Record a change of place in the organisation's own space."""
    names = {"fr": organisation.name_fr, "nl": organisation.name_nl}
    record(
        by=by,
        verb=what,
        about=("person", str(person.pk)),
        space=Space.objects.own(organisation),
        organisation=organisation,
        function=person.functions,
        organisation_name=names,
    )
