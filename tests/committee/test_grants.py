"""Rights follow from facts, can be derived again from them, and go with them at once."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from committee.access.grants import SpaceGroupPermission, SpacePersonPermission
from committee.access.models import Space
from committee.access.policy import is_member, may_read, may_write
from committee.access.standing import standing_of
from committee.people.models import Person
from committee.seats.actions import (
    add_seat,
    begin_mandate,
    begin_membership,
    end_mandate,
    end_membership,
    rebuild_grants,
)
from tests.committee.records import organisation_of

pytestmark = pytest.mark.column


def fresh(person) -> Person:
    return Person.objects.get(pk=person.pk)


def standings() -> dict:
    return {person.email: standing_of(person) for person in Person.objects.all()}


def seat_for(people, ground, person, bench, **facts):
    return add_seat(
        by=people.administrator, committee=ground.committee, organisation=organisation_of(person), bench=bench, **facts
    )


def hold(people, seat, person):
    return begin_mandate(by=people.administrator, seat=seat, person=person)


@pytest.fixture
def history(people, ground):
    """Memberships and mandates that began, some of which ended, beside those of the cast."""
    seat = seat_for(people, ground, people.jette, "federations")
    hold(people, seat, people.jette)
    ended = hold(people, seat_for(people, ground, people.federation, "administration"), people.federation)
    end_mandate(by=people.administrator, mandate=ended)
    end_membership(by=people.administrator, membership=people.molenbeek.memberships.get())
    place = organisation_of(people.spp_is)
    begin_membership(by=people.administrator, person=people.molenbeek, organisation=place, role="member")


def test_rebuilding_yields_exactly_the_same_standings(people, history):
    before = standings()
    rebuild_grants()
    assert standings() == before


def test_rebuilding_mends_rights_that_no_fact_gives(people, spaces, history):
    before = standings()
    Group.objects.filter(name__startswith="role:").first().user_set.add(people.stranger)
    SpacePersonPermission.objects.all().delete()
    SpaceGroupPermission.objects.first().delete()
    rebuild_grants()
    assert standings() == before


def test_rebuilding_makes_every_cached_standing_stale(people, history):
    before = dict(Person.objects.values_list("pk", "rights_version"))
    rebuild_grants()
    after = dict(Person.objects.values_list("pk", "rights_version"))
    assert all(after[pk] > version for pk, version in before.items())


def test_rebuilding_leaves_other_groups_alone(people):
    editors = Group.objects.create(name="Readers of the minutes")
    people.editor.groups.add(editors)
    rebuild_grants()
    assert fresh(people.editor).groups.filter(name="Readers of the minutes").exists()


def test_the_command_rebuilds_and_says_so(people, history, capsys):
    before = standings()
    SpacePersonPermission.objects.all().delete()
    call_command("rebuild_grants")
    assert capsys.readouterr().out == "Rights rebuilt from memberships and mandates.\n"
    assert standings() == before


def test_a_membership_ended_withdraws_at_once(people, spaces, client_of):
    browser, own = client_of(people.ixelles), Space.objects.own(organisation_of(people.ixelles))
    assert browser.get("/fr/problems/").status_code == 200
    assert may_read(people.ixelles, spaces.common.pk)
    end_membership(by=people.administrator, membership=people.ixelles.memberships.get())
    for person in (people.ixelles, fresh(people.ixelles)):
        assert standing_of(person).posts == ()
        assert not any(may_read(person, space.pk) for space in (spaces.common, spaces.federations, own))
    assert browser.get("/fr/problems/").status_code == 404


def test_a_membership_ended_leaves_colleagues_their_rights(people, spaces):
    end_membership(by=people.administrator, membership=people.ixelles.memberships.get())
    assert may_write(fresh(people.ixelles_coordination), spaces.federations.pk)


def test_who_comes_back_reads_again_and_only_for_the_new_organisation(people, spaces):
    before = organisation_of(people.ixelles)
    end_membership(by=people.administrator, membership=people.ixelles.memberships.get())
    after = organisation_of(people.spp_is)
    begin_membership(by=people.administrator, person=people.ixelles, organisation=after, role="member")
    person = fresh(people.ixelles)
    assert may_read(person, spaces.administration.pk)
    assert not may_read(person, spaces.federations.pk)
    assert not may_read(person, Space.objects.own(before).pk)


def test_a_mandate_opens_the_lanes_of_its_bench(people, ground, spaces):
    hold(people, seat_for(people, ground, people.spp_is, "administration"), people.stranger)
    writes = {space.pk for space in standing_of(people.stranger).writable}
    assert writes == {spaces.common.pk, spaces.administration.pk}
    assert standing_of(people.stranger).posts == ()


@pytest.mark.parametrize("opens", ["common", "federations", "administration"])
def test_an_observers_mandate_opens_one_lane_to_reading(people, ground, spaces, opens):
    hold(people, seat_for(people, ground, people.observer, "observers", opens=opens), people.stranger)
    assert standing_of(people.stranger).readable_ids == {getattr(spaces, opens).pk}
    assert standing_of(people.stranger).writable_ids == frozenset()


def test_a_mandate_ended_closes_what_it_opened_at_once(people, ground, client_of):
    browser = client_of(people.observer)
    assert browser.get("/fr/problems/").status_code == 200
    end_mandate(by=people.administrator, mandate=people.observer.mandates.get())
    assert not is_member(people.observer)
    assert not is_member(fresh(people.observer))
    assert browser.get("/fr/problems/").status_code == 404


def test_a_mandate_ended_keeps_what_another_mandate_still_opens(people, ground, spaces):
    first = hold(people, seat_for(people, ground, people.federation, "federations"), people.stranger)
    hold(people, seat_for(people, ground, people.observer, "observers"), people.stranger)
    end_mandate(by=people.administrator, mandate=first)
    standing = standing_of(people.stranger)
    assert standing.readable_ids == {spaces.common.pk}
    assert standing.writable_ids == frozenset()


def test_an_observers_mandate_ended_keeps_the_writing_of_a_bench(people, ground, spaces):
    hold(people, seat_for(people, ground, people.federation, "federations"), people.stranger)
    second = hold(people, seat_for(people, ground, people.observer, "observers"), people.stranger)
    end_mandate(by=people.administrator, mandate=second)
    assert standing_of(people.stranger).writable_ids == {spaces.common.pk, spaces.federations.pk}


def test_a_mandate_ended_leaves_what_a_membership_gives(people, ground, spaces):
    mandate = hold(people, seat_for(people, ground, people.federation, "federations"), people.federation)
    before = standing_of(people.federation)
    end_mandate(by=people.administrator, mandate=mandate)
    assert standing_of(people.federation) == before


def test_a_superuser_with_a_mandate_reads_only_what_it_opens(people, ground, spaces):
    hold(people, seat_for(people, ground, people.observer, "observers"), people.administrator)
    assert standing_of(fresh(people.administrator)).readable_ids == {spaces.common.pk}
