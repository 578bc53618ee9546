"""Memberships, seats and mandates: who may change them, and what is recorded."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from committee.access.models import Space
from committee.access.refusals import Refused
from committee.inbox.actions.notices import notify
from committee.journal import clock
from committee.journal.models import Entry
from committee.organisations.models import Membership, Organisation
from committee.seats.actions import (
    add_seat,
    begin_mandate,
    begin_membership,
    end_mandate,
    end_membership,
    found_committee,
)
from committee.seats.models import Mandate, Seat
from committee.seats.policy import may_seat_people
from committee.seats.recipients import bench_of
from tests.committee.records import Record, heard, organisation_of, recording, unchanged
from tests.conftest import filed

SEATERS = {"administrator", "secretariat"}
CAST = (
    "administrator",
    "secretariat",
    "federation",
    "editor",
    "ixelles",
    "ixelles_coordination",
    "spp_is",
    "observer",
    "stranger",
)


@pytest.fixture
def jette(people):
    return organisation_of(people.jette)


@pytest.mark.parametrize("name", CAST)
def test_who_may_seat_people(people, name):
    assert may_seat_people(getattr(people, name)) is (name in SEATERS)


@pytest.mark.parametrize("name", sorted(set(CAST) - SEATERS))
def test_nobody_else_changes_who_sits_where(people, ground, jette, name):
    by = getattr(people, name)
    seat, mandate = Seat.objects.get(), Mandate.objects.get()
    membership = people.molenbeek.memberships.get()
    for attempt in (
        lambda: found_committee(by=by, name_fr="Autre", name_nl="Ander", secretariat=jette),
        lambda: add_seat(by=by, committee=ground.committee, organisation=jette, bench="federations"),
        lambda: begin_membership(by=by, person=people.stranger, organisation=jette, role="member"),
        lambda: end_membership(by=by, membership=membership),
        lambda: begin_mandate(by=by, seat=seat, person=people.stranger),
        lambda: end_mandate(by=by, mandate=mandate),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize("name", sorted(SEATERS))
def test_beginning_a_membership_is_recorded_in_the_own_space(people, jette, name):
    by = getattr(people, name)
    with recording() as records:
        membership = begin_membership(by=by, person=people.stranger, organisation=jette, role="coordinator")
    assert records == [
        Record("membership.began", by, Space.objects.own(jette), jette, [("person", str(people.stranger.pk))])
    ]
    assert (membership.role, membership.began_on, membership.ended_on) == ("coordinator", clock.today(), None)


def test_ending_a_membership_is_recorded_in_the_own_space(people, jette):
    membership = people.jette.memberships.get()
    with recording() as records:
        end_membership(by=people.secretariat, membership=membership)
    assert records == [
        Record(
            "membership.ended", people.secretariat, Space.objects.own(jette), jette, [("person", str(people.jette.pk))]
        )
    ]
    assert Membership.objects.get(pk=membership.pk).ended_on == clock.today()


def test_a_membership_ends_once(people, jette):
    stale = people.jette.memberships.get()
    end_membership(by=people.administrator, membership=people.jette.memberships.get())
    begin_membership(by=people.administrator, person=people.jette, organisation=jette, role="member")
    with unchanged(), pytest.raises(PermissionDenied):
        end_membership(by=people.administrator, membership=stale)


def test_a_person_belongs_to_an_organisation_once_at_a_time(people, jette):
    with unchanged(), pytest.raises(IntegrityError):
        begin_membership(by=people.administrator, person=people.jette, organisation=jette, role="coordinator")


def test_a_membership_that_begins_tomorrow_and_ends_today_ends_tomorrow(people, jette):
    began = begin_membership(
        by=people.administrator, person=people.stranger, organisation=jette, role="member", began_on=date(2999, 1, 1)
    )
    assert end_membership(by=people.administrator, membership=began).ended_on == date(2999, 1, 1)


def test_a_mandate_begins_and_ends_with_its_record(people, jette, ground):
    seat = add_seat(by=people.administrator, committee=ground.committee, organisation=jette, bench="federations")
    with clock.acting_at(datetime(2025, 6, 2, 9, tzinfo=UTC)), recording() as records:
        mandate = begin_mandate(by=people.administrator, seat=seat, person=people.jette, capacity="substitute")
    with recording() as later:
        end_mandate(by=people.secretariat, mandate=mandate)
    subjects, common = [("person", str(people.jette.pk)), ("seat", str(seat.pk))], Space.objects.lane("common")
    assert records == [Record("mandate.began", people.administrator, common, jette, subjects)]
    assert later == [Record("mandate.ended", people.secretariat, common, jette, subjects)]
    mandate.refresh_from_db()
    assert (mandate.capacity, mandate.began_on, mandate.ended_on) == ("substitute", date(2025, 6, 2), clock.today())


def test_a_mandate_ends_once(people):
    stale = Mandate.objects.get()
    end_mandate(by=people.administrator, mandate=Mandate.objects.get())
    with unchanged(), pytest.raises(PermissionDenied):
        end_mandate(by=people.administrator, mandate=stale)


def test_a_person_holds_a_seat_once_at_a_time(people):
    with unchanged(), pytest.raises(Refused):
        begin_mandate(by=people.administrator, seat=Seat.objects.get(), person=people.observer)


@pytest.mark.parametrize("model", [Membership, Mandate])
def test_nothing_ends_before_it_began(people, model):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(ended_on=date(2000, 1, 1))


def test_notices_of_a_lane_that_closed_no_longer_count(people, spaces):
    filed(people.ixelles, spaces.common)
    notify(entry=Entry.objects.get(verb="problem.filed"), hearing=heard([people.federation]))
    people.federation.refresh_from_db()
    assert people.federation.unread_notices == 1
    end_membership(by=people.administrator, membership=people.federation.memberships.get())
    people.federation.refresh_from_db()
    assert people.federation.unread_notices == 0


BENCHES = {
    "common": {"federation", "secretariat", "editor", "spp_is"},
    "federations": {"federation", "secretariat", "editor"},
    "administration": {"spp_is"},
}


@pytest.mark.parametrize("lane", BENCHES)
def test_who_sits_in_a_lane(people, spaces, lane):
    assert set(bench_of(getattr(spaces, lane))) == {getattr(people, name) for name in BENCHES[lane]}


def test_nobody_sits_in_an_own_space(people, jette):
    assert bench_of(Space.objects.own(jette)) == []


def test_who_left_or_was_closed_sits_no_longer(people, spaces):
    end_membership(by=people.administrator, membership=people.federation.memberships.get())
    people.editor.is_active = False
    people.editor.save()
    assert bench_of(spaces.federations) == [people.secretariat]


def test_a_committee_opens_the_three_shared_lanes(ground):
    assert sorted(Space.objects.filter(organisation=None).values_list("lane", flat=True)) == [
        "administration",
        "common",
        "federations",
    ]


def test_names_follow_the_language(ground):
    from django.utils.translation import override

    place = Organisation.objects.get(name_fr="CPAS d’Ixelles")
    seat = add_seat(by=ground.administrator, committee=ground.committee, organisation=place, bench="federations")
    with override("nl"):
        assert str(ground.committee) == "Comité"
        assert str(seat).startswith("OCMW van Elsene (")
    with override("fr"):
        assert str(seat).startswith("CPAS d’Ixelles (")
