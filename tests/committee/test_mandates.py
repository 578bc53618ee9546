"""Mandates over time: one full member of a seat at a time, and rights that begin and end with their day."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from committee.access.grants import readers_of
from committee.access.refusals import Refused
from committee.access.standing import standing_of
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.models import Person
from committee.seats.actions import (
    add_seat,
    begin_mandate,
    begin_membership,
    end_mandate,
    hand_over_seat,
    rebuild_grants,
    turn_day,
)
from committee.seats.models import Mandate
from committee.seats.policy import may_give_mandate, may_manage_seat
from committee.seats.queries import rights_on
from committee.seats.spans import first_stretch
from tests.committee.records import organisation_of, recording, unchanged

pytestmark = pytest.mark.column
BRUSSELS = "2026-06-10T12:00:00+02:00"
TODAY = date(2026, 6, 10)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def today():
    with time_machine.travel(datetime.fromisoformat(BRUSSELS), tick=False) as traveller:
        yield traveller


def noon(number: int) -> datetime:
    return datetime.fromisoformat(BRUSSELS) + timedelta(days=number)


@pytest.fixture
def seat(people, ground):
    place = organisation_of(people.federation)
    return add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="federations")


def reads(person, space) -> bool:
    return space.pk in standing_of(person).readable_ids


def hold(people, seat, person, began, ended=None, **facts):
    until = None if ended is None else day(ended)
    facts |= {"began_on": day(began), "ended_on": until}
    return begin_mandate(by=people.administrator, seat=seat, person=person, **facts)


def test_a_right_begins_and_ends_on_its_day_without_anyone_acting(today, people, seat, spaces):
    hold(people, seat, people.stranger, began=1, ended=3)
    seen = []
    for number in range(5):
        today.move_to(noon(number))
        person = Person.objects.get(pk=people.stranger.pk)
        seen.append((reads(person, spaces.federations), people.stranger in readers_of(spaces.federations.pk)))
    assert seen == [(False, False), (True, True), (True, True), (False, False), (False, False)]


def test_a_right_ends_at_midnight_in_brussels(today, people, seat, spaces):
    hold(people, seat, people.stranger, began=0, ended=1)
    for moment, still in (("2026-06-10T23:59:59+02:00", True), ("2026-06-11T00:00:00+02:00", False)):
        today.move_to(datetime.fromisoformat(moment))
        assert reads(people.stranger, spaces.federations) is still


def test_the_day_is_turned_once_and_told(today, people, seat, spaces):
    hold(people, seat, people.stranger, began=1, ended=2)
    assert turn_day() == 0
    for number, verb in ((1, "mandate.began"), (2, "mandate.ended")):
        today.move_to(noon(number))
        before = Person.objects.get(pk=people.stranger.pk).rights_version
        with recording() as records:
            assert (turn_day(), turn_day()) == (1, 0)
        assert [(one.verb, one.actor) for one in records] == [(verb, people.secretariat)]
        assert Person.objects.get(pk=people.stranger.pk).rights_version > before


def test_two_mandates_that_meet_leave_no_gap(today, people, seat, spaces):
    hold(people, seat, people.stranger, began=0, ended=2)
    hold(people, seat, people.stranger, began=2)
    today.move_to(noon(2))
    assert reads(people.stranger, spaces.federations)
    rebuild_grants()
    assert reads(Person.objects.get(pk=people.stranger.pk), spaces.federations)


def test_the_audit_knows_the_days(today, people, seat, spaces):
    hold(people, seat, people.stranger, began=-3, ended=2)
    hold(people, seat, people.jette, began=5)
    mine = [one for one in rights_on([spaces.federations]) if one.mandate]
    assert [(one.person_id, one.until) for one in mine] == [(people.stranger.pk, None)]
    today.move_to(noon(3))
    (ended,) = [one for one in rights_on([spaces.federations]) if one.mandate]
    assert ended.until == datetime.fromisoformat("2026-06-12T00:00:00+02:00")


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ((0, 2), (2, None), True),
        ((0, None), (1, None), False),
        ((0, 3), (2, 5), False),
        ((2, 5), (0, 2), True),
        ((2, 5), (0, 3), False),
        ((0, 9), (3, 4), False),
        ((3, 4), (0, 9), False),
        ((0, None), (0, None), False),
    ],
)
def test_the_database_refuses_two_full_members_on_one_day(people, seat, first, second, fits):
    def stored(person, since, until, **facts):
        facts |= {"began_on": day(since), "ended_on": None if until is None else day(until)}
        return Mandate.objects.create(seat=seat, person=person, **facts)

    stored(people.federation, *first)
    stored(people.editor, *second, capacity="substitute")
    if fits:
        other = stored(people.secretariat, *second)
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.filter(pk=other.pk).update(began_on=day(first[0]), ended_on=None)
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            stored(people.secretariat, *second)


def test_a_mandate_that_never_began_takes_no_day(people, seat):
    facts = {"seat": seat, "began_on": day(2)}
    Mandate.objects.create(person=people.federation, ended_on=day(2), **facts)
    Mandate.objects.create(person=people.secretariat, **facts)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"capacity": "observer"}, "capacity"),
        ({"ended": 0}, "ended_on"),
        ({"person": "federation", "capacity": "substitute"}, "person"),
        ({"person": "secretariat"}, "began_on"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_leaves_nothing(today, people, seat, facts, field):
    hold(people, seat, people.federation, began=0)
    person = getattr(people, facts.pop("person", "editor"))
    with unchanged(), pytest.raises(Refused) as refused:
        hold(people, seat, person, 0, **facts)
    assert refused.value.field == field


def test_who_can_no_longer_sign_in_is_not_seated(people, seat):
    Person.objects.filter(pk=people.editor.pk).update(is_active=False)
    people.editor.refresh_from_db()
    with unchanged(), pytest.raises(Refused):
        begin_mandate(by=people.administrator, seat=seat, person=people.editor)


@pytest.mark.parametrize("on", [0, 4])
def test_a_seat_is_handed_over_without_a_gap(today, people, seat, on):
    first = hold(people, seat, people.federation, began=-9, decision="Décision du bureau")
    with recording() as records:
        second = hand_over_seat(by=people.secretariat, mandate=first, person=people.editor, on=day(on))
    first.refresh_from_db()
    assert (first.ended_on, second.began_on, second.capacity) == (day(on), day(on), "titular")
    verbs = ["mandate.ended", "mandate.began"] if on == 0 else ["mandate.limited", "mandate.planned"]
    assert [one.verb for one in records] == verbs
    today.move_to(noon(on))
    turn_day()
    assert [one.person for one in Mandate.objects.current().filter(seat=seat)] == [people.editor]


def test_nothing_is_handed_over_where_the_other_cannot_hold_it(today, people, seat):
    first = hold(people, seat, people.federation, began=-9)
    hold(people, seat, people.editor, began=-9, capacity="substitute")
    with unchanged(), pytest.raises(Refused):
        hand_over_seat(by=people.secretariat, mandate=first, person=people.editor)


def test_an_end_to_come_can_be_brought_forward_and_then_is_final(today, people, seat):
    mandate = hold(people, seat, people.federation, began=-9)
    assert end_mandate(by=people.secretariat, mandate=mandate, ended_on=day(9)).is_current
    assert not end_mandate(by=people.secretariat, mandate=mandate).is_current
    with unchanged(), pytest.raises(PermissionDenied):
        end_mandate(by=people.secretariat, mandate=mandate)


MANAGED = {
    "administrator": {"federation", "administration", "cpas", "guests"},
    "secretariat": {"federation", "administration", "cpas", "guests"},
    "federation": {"federation"},
    "ixelles_coordination": set(),
    "editor": set(),
    "ixelles": set(),
    "spp_is": set(),
    "observer": set(),
    "stranger": set(),
}


@pytest.mark.parametrize("name", MANAGED)
def test_who_fills_which_seat(people, ground, name):
    places = {
        "federation": "federation",
        "administration": "spp_is",
        "cpas": "ixelles_coordination",
        "guests": "observer",
    }
    managed = set()
    for code, member in places.items():
        place = organisation_of(getattr(people, member))
        seat = add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="observers")
        if may_manage_seat(getattr(people, name), seat):
            managed.add(code)
    assert managed == MANAGED[name]


def test_who_coordinates_the_administration_fills_its_seats_with_colleagues(people, ground):
    place = organisation_of(people.spp_is)
    begin_membership(by=people.administrator, person=people.stranger, organisation=place, role="coordinator")
    seat = add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="administration")
    assert may_give_mandate(people.stranger, seat, people.spp_is)
    assert not may_give_mandate(people.stranger, seat, people.federation)
    assert may_give_mandate(people.secretariat, seat, people.federation)


def test_active_unticked_and_ticked_again_leaves_mandates(people, spaces):
    before = list(Mandate.objects.values())
    people.observer.is_active = False
    people.observer.save()
    assert not standing_of(people.observer).is_member
    people.observer.is_active = True
    people.observer.save()
    assert list(Mandate.objects.values()) == before
    assert reads(Person.objects.get(pk=people.observer.pk), spaces.common)


def test_entries_about_seats_are_told_in_words(today, people, seat):
    with clock.acting_at(noon(0)):
        hold(people, seat, people.federation, began=4)
    assert Entry.objects.latest("pk").sentence.endswith("14 juin 2026")


@pytest.mark.parametrize(("ended", "last"), [(None, None), (1, 0), (5, 4), (0, 0)])
def test_pages_say_the_last_day(people, seat, ended, last):
    until = None if ended is None else day(ended)
    mandate = Mandate(seat=seat, person=people.editor, began_on=day(0), ended_on=until)
    assert mandate.last_day == (None if last is None else day(last))


ends = st.none() | st.integers(0, 12)
spans = st.lists(st.tuples(st.integers(0, 12), ends), max_size=5)


@given(spans)
def test_the_first_stretch_covers_what_the_spans_cover_until_the_first_gap(rows):
    days = [(day(since), None if until is None else day(until)) for since, until in rows]
    covered = {
        number for number in range(30) for since, until in rows if since <= number and (until is None or number < until)
    }
    stretch = first_stretch(days)
    if not covered:
        assert stretch is None
        return
    run = [min(covered)]
    for one, other in pairwise(sorted(covered)):
        if other != one + 1:
            break
        run.append(other)
    assert stretch == (day(run[0]), None if run[-1] == 29 else day(run[-1] + 1))
