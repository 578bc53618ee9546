"""What can be done to memberships, seats and mandates; each gives or withdraws the rights that follow."""

from collections import defaultdict
from datetime import date
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from committee.access import grants
from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import may_give_role, require
from committee.access.refusals import Refused
from committee.inbox.actions.notices import recount_unread
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.moments import format_day
from committee.journal.punctuation import fill_in
from committee.journal.verbs import register_verb
from committee.organisations.models import Membership, MembershipRole, Organisation
from committee.organisations.queries import secretary
from committee.people.models import Person
from committee.seats.models import SEAT, Bench, Capacity, Committee, Mandate, Seat, Voice
from committee.seats.policy import may_close_account, may_give_mandate, may_manage_seat, may_seat_people
from committee.seats.spans import Span, first_stretch

MEMBERSHIP_BEGAN = register_verb("membership.began", _("gave %(function)s a place at %(organisation_name)s"))
MEMBERSHIP_ENDED = register_verb("membership.ended", _("ended the place of %(function)s at %(organisation_name)s"))
ACCOUNT_CLOSED = register_verb("account.closed", _("closed the account of %(function)s"))
SEAT_ADDED = register_verb("seat.added", _("added a seat of %(organisation_name)s"))
SEAT_CLOSED = register_verb("seat.closed", _("closed the seat of %(organisation_name)s from %(closed_on)s: %(reason)s"))
SEAT_ENDED = register_verb("seat.ended", _("closed the seat of %(organisation_name)s, which takes part no more"))
FOUNDED = register_verb("committee.founded", _("founded the committee “%(committee_name)s”"))
MANDATE_BEGAN = register_verb("mandate.began", _("gave %(function)s the seat of %(organisation_name)s"))
MANDATE_PLANNED = register_verb(
    "mandate.planned", _("gave %(function)s the seat of %(organisation_name)s from %(began_on)s")
)
MANDATE_LIMITED = register_verb(
    "mandate.limited",
    _("set the end of the mandate of %(function)s for the seat of %(organisation_name)s: %(ended_on)s"),
)
MANDATE_ENDED = register_verb(
    "mandate.ended", _("ended the mandate of %(function)s for the seat of %(organisation_name)s")
)


@transaction.atomic
def found_committee(*, by: Person, name_fr: str, name_nl: str, secretariat: Organisation) -> Committee:
    """Found a committee, and open its shared lanes."""
    require(may_seat_people(by))
    for lane in (Lane.COMMON, Lane.FEDERATIONS, Lane.ADMINISTRATION):
        Space.objects.lane(lane)
    committee: Committee = Committee.objects.create(name_fr=name_fr, name_nl=name_nl, secretariat=secretariat)
    record(
        by=by,
        verb=FOUNDED,
        about=("committee", str(committee.pk)),
        space=Space.objects.lane(Lane.COMMON),
        organisation=secretariat,
        committee_name={"fr": name_fr, "nl": name_nl},
    )
    return committee


@transaction.atomic
def add_seat(
    *,
    by: Person,
    committee: Committee,
    organisation: Organisation,
    bench: Bench,
    opens: Lane = Lane.COMMON,
    voice: str = "",
) -> Seat:
    """Add a seat for an organisation on a bench; without a voice, observers advise and the others vote."""
    require(may_seat_people(by))
    voice = voice or (Voice.ADVISORY if bench == Bench.OBSERVERS else Voice.VOTING)
    facts = {"committee": committee, "organisation": organisation, "bench": bench, "opens": opens, "voice": voice}
    seat = Seat.objects.create(**facts)
    record_seat(SEAT_ADDED, by, seat)
    return seat


@transaction.atomic
def close_seat(*, by: Person, seat: Seat, closed_on: date | None = None, reason: str = "") -> Seat:
    """Let a seat be no more from a day on, today where none is named: its mandates end on that day.

    Without a reason its organisation takes part no more. Raises PermissionDenied, PersonalDataFound; Refused for a day
    gone by, and for a seat that is closed.
    """
    require(may_seat_people(by))
    seat = Seat.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation").get(pk=seat.pk)
    today = clock.today()
    closed_on = closed_on or today
    if seat.is_closed:
        raise Refused(_("This seat is closed already."))
    if closed_on < today:
        raise Refused(_("This day has gone by: choose a later one."), field="closed_on")
    for mandate in Mandate.objects.not_over().filter(seat=seat).select_related("person", "seat__organisation"):
        end_with_seat(by, mandate, closed_on)
    seat.closed_on, seat.closing_reason = closed_on, reason
    seat.save(update_fields=["closed_on", "closing_reason"])
    record_seat(SEAT_CLOSED if reason else SEAT_ENDED, by, seat, closed_on=day_in_words(closed_on), reason=reason)
    return seat


def end_with_seat(by: Person, mandate: Mandate, closed_on: date) -> None:
    """End a mandate with its seat: one that was to begin later never does, one that ends before is left alone."""
    if mandate.ended_on is None or mandate.ended_on > closed_on:
        later = closed_on if closed_on > max(clock.today(), mandate.began_on) else None
        end_mandate(by=by, mandate=mandate, ended_on=later)


def record_seat(what: str, by: Person, seat: Seat, **data: Any) -> None:
    """Record what happens to a seat where every bench reads it."""
    organisation = seat.organisation
    record(
        by=by,
        verb=what,
        about=(SEAT, str(seat.pk)),
        space=Space.objects.lane(Lane.COMMON),
        organisation=organisation,
        organisation_name={"fr": organisation.name_fr, "nl": organisation.name_nl},
        **data,
    )


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
    *,
    by: Person,
    seat: Seat,
    person: Person,
    capacity: str = "",
    began_on: date | None = None,
    ended_on: date | None = None,
    **decision: Any,
) -> Mandate:
    """Give a seat to a person, who from that day on reads (and on a bench writes) what the seat opens.

    `decision`: decision, decided_on, decision_url. Without a capacity, as is usual on the bench. Raises PermissionDenied;
    Refused for somebody who cannot hold it so, and where it is held already.
    """
    seat = Seat.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation").get(pk=seat.pk)
    require(may_give_mandate(by, seat, person))
    began_on, capacity = began_on or clock.today(), capacity or seat.capacities[0]
    require_possible(seat, person, capacity, began_on, ended_on)
    facts = {"capacity": capacity, "began_on": began_on, "ended_on": ended_on, **decision}
    mandate = Mandate.objects.create(seat=seat, person=person, begun=began_on <= clock.today(), **facts)
    derive_rights(person)
    record_mandate(MANDATE_BEGAN if mandate.begun else MANDATE_PLANNED, by, mandate)
    return mandate


def require_possible(seat: Seat, person: Person, capacity: str, began_on: date, ended_on: date | None) -> None:
    """Raise Refused where a person cannot hold a seat so between these days; the seat's row is locked."""
    if capacity not in seat.capacities:
        raise Refused(_("On this bench a seat is not held in that way."), field="capacity")
    if not person.is_active:
        raise Refused(_("This account is closed."), field="person")
    if ended_on and ended_on <= began_on:
        raise Refused(_("A mandate ends after it began."), field="ended_on")
    if seat.closed_on and (ended_on is None or ended_on > seat.closed_on):
        words = fill_in(_("This seat is closed from %(day)s on."), {"day": format_day(seat.closed_on)})
        raise Refused(words, field="began_on" if began_on >= seat.closed_on else "ended_on")
    others = Mandate.objects.filter(seat=seat).between(began_on, ended_on).exclude(ended_on=F("began_on"))
    if others.filter(person=person).exists():
        raise Refused(_("This person holds the seat already on some of these days."), field="person")
    if capacity == Capacity.TITULAR and others.filter(capacity=capacity).exists():
        raise Refused(_("Another full member holds the seat on some of these days."), field="began_on")


@transaction.atomic
def end_mandate(*, by: Person, mandate: Mandate, ended_on: date | None = None) -> Mandate:
    """End a mandate today, at once, or on a day to come; what no other mandate of the person opens is closed with it.

    Raises PermissionDenied, also for one that is over; Refused for a day on which it had not begun.
    """
    require(take_if_current(mandate) and may_manage_seat(by, mandate.seat))
    today = clock.today()
    if ended_on and ended_on <= mandate.began_on:
        raise Refused(_("A mandate ends after it began."), field="ended_on")
    mandate.ended_on = ended_on or max(today, mandate.began_on)
    mandate.over = mandate.ended_on <= max(today, mandate.began_on)
    mandate.save(update_fields=["ended_on", "over"])
    derive_rights(mandate.person)
    record_mandate(MANDATE_ENDED if mandate.over else MANDATE_LIMITED, by, mandate)
    return mandate


@transaction.atomic
def hand_over_seat(*, by: Person, mandate: Mandate, person: Person, on: date | None = None, **decision: Any) -> Mandate:
    """End one person's mandate on a day, and give the seat in the same capacity to another from that day on.

    Raises as `end_mandate` and `begin_mandate` do; nothing changes where one of the two is refused.
    """
    ended = end_mandate(by=by, mandate=mandate, ended_on=on if on and on > clock.today() else None)
    facts = {"capacity": mandate.capacity, "began_on": ended.ended_on, **decision}
    return begin_mandate(by=by, seat=mandate.seat, person=person, **facts)


def turn_day() -> int:
    """Tell in the journal, and so to open pages, what began and ended with the day. Returns how many mandates there were.

    Rights themselves need nobody: they are good between their days.
    """
    turning = list(Mandate.objects.turning().order_by("pk").values_list("pk", flat=True))
    for pk in turning:
        turn_mandate(pk)
    return len(turning)


@transaction.atomic
def turn_mandate(pk: int) -> None:
    """Tell of one mandate whose day has come, unless another process just did."""
    rows = Mandate.objects.turning().filter(pk=pk).select_for_update(of=("self",))
    mandate = rows.select_related("person", "seat__organisation").first()
    if mandate is None:
        return
    over = mandate.ended_on is not None and mandate.ended_on <= clock.today()
    mandate.begun, mandate.over = True, over
    mandate.save(update_fields=["begun", "over"])
    derive_rights(mandate.person)
    told_by = secretary()
    record_mandate(MANDATE_ENDED if over else MANDATE_BEGAN, told_by.person if told_by else mandate.person, mandate)


def derive_rights(person: Person) -> None:
    """Give a person what their mandates open, and nothing else that mandates once gave."""
    grants.give_mandated(person, mandated_rights(person))
    recount_unread(person)


@transaction.atomic
def close_account(*, by: Person, person: Person) -> Person:
    """Let a person sign in no more: places and mandates end today, and sessions with them. What they wrote stays.

    May be told of an account that somebody has already made inactive. Raises PermissionDenied.
    """
    person.refresh_from_db(from_queryset=Person.objects.select_for_update(no_key=True))
    require(may_close_account(by, person))
    places = list(Membership.objects.current().filter(person=person).select_related("organisation", "person"))
    held = Mandate.objects.not_over().filter(person=person).select_related("seat__organisation", "person")
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
    kept: Any = Mandate.objects.not_over() if isinstance(place, Mandate) else Membership.objects.current()
    rows = kept.select_for_update()
    if not rows.filter(pk=place.pk, person_id=place.person_id, **{of: getattr(place, of)}).exists():
        return False
    place.refresh_from_db(fields=["began_on", "ended_on"])
    return True


def mandated_rights(person: Person) -> list[grants.DatedRight]:
    """What a person's mandates that are not over open: reading, then writing, each for the first days without a gap."""
    opened: dict[tuple[bool, Lane], list[Span]] = defaultdict(list)
    for mandate in Mandate.objects.not_over().filter(person=person).select_related("seat"):
        for write in (False, True) if mandate.seat.writes else (False,):
            for lane in mandate.seat.lanes:
                opened[write, lane].append((mandate.began_on, mandate.ended_on))
    stretches = ((write, lane, first_stretch(spans)) for (write, lane), spans in sorted(opened.items()))
    return [
        grants.DatedRight(Space.objects.lane(lane), write, *stretch) for write, lane, stretch in stretches if stretch
    ]


@transaction.atomic
def rebuild_grants() -> None:
    """Derive every right again from memberships and mandates."""
    holders = Person.objects.filter(mandates__in=Mandate.objects.not_over()).distinct()
    grants.rebuild_rights((person, mandated_rights(person)) for person in holders)


def record_mandate(what: str, by: Person, mandate: Mandate) -> None:
    """Record what happens to a seat where every bench reads it: who sits at the table is no secret."""
    organisation, person = mandate.seat.organisation, mandate.person
    record(
        by=by,
        verb=what,
        about=("person", str(person.pk)),
        also=[(SEAT, str(mandate.seat_id))],
        space=Space.objects.lane(Lane.COMMON),
        organisation=organisation,
        function=person.functions,
        organisation_name={"fr": organisation.name_fr, "nl": organisation.name_nl},
        began_on=day_in_words(mandate.began_on),
        ended_on=day_in_words(mandate.last_day),
    )


def day_in_words(day: date | None) -> dict[str, str]:
    """A day in each language, as data of an entry; nothing for none."""
    told_in = {}
    for code, _name in settings.LANGUAGES if day else ():
        with override(code):
            told_in[code] = format_day(day)
    return told_in


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
