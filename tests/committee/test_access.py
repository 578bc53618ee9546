"""Who reads and writes in which lane, and what each role may do."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from committee.access.lanes import SHARED, Lane
from committee.access.models import Space
from committee.access.policy import (
    is_member,
    may_give_role,
    may_manage_members,
    may_moderate,
    may_read,
    may_write,
    require,
)
from committee.access.roles import ROLES, Ability, role_of
from committee.access.standing import NO_STANDING, standing_of
from committee.organisations.models import Kind, MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.actions import begin_membership
from tests.committee.records import organisation_of

C, F, A, OWN = "common", "federations", "administration", "own"

READS = {
    "ixelles": {C, F, OWN},
    "ixelles_coordination": {C, F, OWN},
    "molenbeek": {C, F, OWN},
    "jette": {C, F, OWN},
    "federation": {C, F, OWN},
    "secretariat": {C, F, OWN},
    "editor": {C, F, OWN},
    "spp_is": {C, A, OWN},
    "observer": {C},
    "stranger": set(),
    "administrator": set(),
}
WRITES = READS | {"editor": {F, OWN}, "observer": set()}

ABILITIES = {
    "ixelles": {"file_problem", "declare_impact", "verify_solution"},
    "ixelles_coordination": {"file_problem", "declare_impact", "verify_solution", "keep_order", "manage_members"},
    "federation": {"file_problem", "propose_solution", "steer_solution", "triage", "cite_evidence", "manage_members"},
    "secretariat": {
        "file_problem",
        "propose_solution",
        "steer_solution",
        "triage",
        "cite_evidence",
        "moderate",
        "keep_order",
        "record_answer",
        "approve_pages",
        "manage_members",
    },
    "editor": {"cite_evidence", "record_answer", "edit_pages"},
    "spp_is": {"file_problem", "propose_solution", "steer_solution"},
    "observer": set(),
    "stranger": set(),
    "administrator": set(),
}


MODERATES = {name: set() for name in READS} | {"ixelles_coordination": {OWN}, "secretariat": {C, F, OWN}}


def lanes_of(person, allowed, spaces) -> set[str]:
    own = person.memberships.current().first()
    places = {lane.value: getattr(spaces, lane.value) for lane in SHARED}
    if own:
        places[OWN] = Space.objects.own(own.organisation)
    return {name for name, space in places.items() if allowed(person, space.pk)}


@pytest.mark.parametrize("name", READS)
def test_who_reads_which_lane(people, spaces, name):
    assert lanes_of(getattr(people, name), may_read, spaces) == READS[name]


@pytest.mark.parametrize("name", WRITES)
def test_who_writes_in_which_lane(people, spaces, name):
    assert lanes_of(getattr(people, name), may_write, spaces) == WRITES[name]


@pytest.mark.parametrize("name", MODERATES)
def test_who_keeps_order_in_which_lane(people, spaces, name):
    assert lanes_of(getattr(people, name), may_moderate, spaces) == MODERATES[name]


def test_who_coordinates_the_administration_keeps_order_in_its_lane(people, spaces):
    place = organisation_of(people.spp_is)
    begin_membership(by=people.administrator, person=people.stranger, organisation=place, role="coordinator")
    assert lanes_of(people.stranger, may_read, spaces) == {C, A, OWN}
    assert lanes_of(people.stranger, may_write, spaces) == {C, A, OWN}
    assert lanes_of(people.stranger, may_moderate, spaces) == {A, OWN}
    abilities = {ability.value for ability in Ability if standing_of(people.stranger).can(ability)}
    assert abilities == {"file_problem", "propose_solution", "steer_solution", "keep_order", "manage_members"}


def test_order_in_an_own_space_is_kept_in_that_organisation_alone(people):
    jette = organisation_of(people.jette)
    begin_membership(by=people.administrator, person=people.ixelles_coordination, organisation=jette, role="member")
    standing = standing_of(people.ixelles_coordination)
    assert Space.objects.own(jette).pk in standing.readable_ids - standing.moderated_ids


def test_order_is_kept_only_where_one_reads():
    assert all(set(role.moderates) <= set(role.reads) for role in ROLES)
    assert all((Ability.KEEP_ORDER in role.abilities) is bool(role.moderates) for role in ROLES)


@pytest.mark.parametrize("name", READS)
def test_a_person_reads_the_own_space_of_no_other_organisation(people, name):
    person = getattr(people, name)
    mine = set(person.memberships.values_list("organisation", flat=True))
    everyones = {organisation_of(getattr(people, other)) for other in ("ixelles", "molenbeek", "federation", "spp_is")}
    closed = [Space.objects.own(place) for place in everyones if place.pk not in mine]
    assert len(closed) >= 3
    assert not any(may_read(person, space.pk) or may_write(person, space.pk) for space in closed)


def test_colleagues_share_their_own_space(people):
    space = Space.objects.own(organisation_of(people.ixelles))
    assert may_write(people.ixelles, space.pk)
    assert may_write(people.ixelles_coordination, space.pk)


@pytest.mark.parametrize("name", ABILITIES)
def test_what_each_role_may_do(people, name):
    standing = standing_of(getattr(people, name))
    assert {ability.value for ability in Ability if standing.can(ability)} == ABILITIES[name]


def test_an_ability_holds_in_the_organisation_that_gives_it_alone(people):
    ixelles, jette = organisation_of(people.ixelles), organisation_of(people.jette)
    standing = standing_of(people.ixelles)
    assert standing.can(Ability.DECLARE_IMPACT, ixelles.pk)
    assert not standing.can(Ability.DECLARE_IMPACT, jette.pk)
    assert standing.organisation_for(Ability.DECLARE_IMPACT) == ixelles.pk
    assert standing.organisation_for(Ability.TRIAGE) is None


def test_a_person_of_two_organisations_has_both_and_acts_for_the_first(people):
    ixelles, jette = organisation_of(people.ixelles), organisation_of(people.jette)
    begin_membership(by=people.administrator, person=people.ixelles, organisation=jette, role="coordinator")
    standing = standing_of(people.ixelles)
    assert [role.code for role in standing.roles] == ["cpas_member", "cpas_coordinator"]
    assert standing.organisation_ids == {ixelles.pk, jette.pk}
    assert standing.organisation_for(Ability.FILE_PROBLEM) == ixelles.pk
    assert standing.organisation_for(Ability.FILE_PROBLEM, jette.pk) == jette.pk
    assert {space.organisation_id for space in standing.readable} == {None, ixelles.pk, jette.pk}


def test_the_space_that_a_lane_means_for_who_writes(people, spaces):
    standing = standing_of(people.editor)
    assert standing.writable_in(Lane.COMMON) is None
    assert standing.writable_in(Lane.FEDERATIONS).pk == spaces.federations.pk
    assert standing.writable_in(Lane.ORGANISATION).organisation_id == organisation_of(people.editor).pk


@pytest.mark.parametrize("person", [AnonymousUser(), None, SimpleNamespace()])
def test_a_passer_by_has_no_standing(db, person):
    assert standing_of(person) is NO_STANDING
    assert not is_member(person)


@pytest.mark.parametrize(("name", "member"), [("ixelles", True), ("observer", True), ("stranger", False)])
def test_who_is_a_member(people, name, member):
    assert is_member(getattr(people, name)) is member


def test_a_technical_administrator_is_no_member(people):
    assert people.administrator.is_superuser
    assert not is_member(people.administrator)


def test_an_account_closed_reads_nothing_at_once(people, spaces):
    assert may_read(people.ixelles, spaces.common.pk)
    Person.objects.filter(pk=people.ixelles.pk).update(is_active=False)
    assert not may_read(Person.objects.get(pk=people.ixelles.pk), spaces.common.pk)


def test_an_account_opened_again_reads_at_once(people, spaces):
    Person.objects.filter(pk=people.ixelles.pk).update(is_active=False)
    assert not may_read(Person.objects.get(pk=people.ixelles.pk), spaces.common.pk)
    Person.objects.filter(pk=people.ixelles.pk).update(is_active=True)
    assert may_read(Person.objects.get(pk=people.ixelles.pk), spaces.common.pk)


def test_a_known_standing_costs_no_query(people, spaces, django_assert_num_queries):
    standing_of(people.ixelles)
    fresh = Person.objects.get(pk=people.ixelles.pk)
    with django_assert_num_queries(0):
        assert may_read(people.ixelles, spaces.common.pk)
        assert may_read(fresh, spaces.common.pk)


def test_insist():
    require(True)
    with pytest.raises(PermissionDenied):
        require(False)


MEANINGFUL = {
    ("cpas", "member"): "cpas_member",
    ("cpas", "coordinator"): "cpas_coordinator",
    ("federation", "member"): "federation_member",
    ("federation", "secretariat"): "secretariat",
    ("federation", "editor"): "editor",
    ("administration", "member"): "administration_member",
    ("administration", "coordinator"): "administration_coordinator",
    ("guest", "member"): "guest",
}


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("word", MembershipRole.values)
def test_which_role_a_membership_gives(kind, word):
    role = role_of(kind, word)
    assert (role.code if role else None) == MEANINGFUL.get((kind, word))


def test_no_role_writes_where_it_does_not_read():
    assert all(set(role.writes) <= set(role.reads) for role in ROLES)


def test_no_role_reads_both_sides_own_deliberation():
    assert not any({Lane.FEDERATIONS, Lane.ADMINISTRATION} <= set(role.reads) for role in ROLES)


def test_each_lane_and_each_organisation_has_one_space(people, spaces):
    place = organisation_of(people.ixelles)
    assert Space.objects.lane(Lane.COMMON) == spaces.common
    assert Space.objects.own(place) == Space.objects.own(place)


@pytest.mark.parametrize(
    ("lane", "owned"),
    [("common", False), ("common", True), ("organisation", False), ("organisation", True)],
    ids=["a second common lane", "a shared lane with an owner", "an own space without owner", "a second own space"],
)
def test_a_space_that_makes_no_sense_is_refused_by_the_database(people, spaces, lane, owned):
    place = organisation_of(people.ixelles) if owned else None
    Space.objects.own(organisation_of(people.ixelles))
    with pytest.raises(IntegrityError), transaction.atomic():
        Space.objects.create(lane=lane, organisation=place)


@pytest.mark.parametrize(
    ("name", "status"),
    [("ixelles", 200), ("observer", 200), ("spp_is", 200), ("stranger", 404), ("administrator", 404)],
)
def test_a_members_page_does_not_exist_for_an_account_without_a_place(people, client_of, name, status):
    assert client_of(getattr(people, name)).get("/fr/problems/").status_code == status


def test_a_passer_by_is_asked_to_sign_in_and_comes_back(ground, client):
    response = client.get("/fr/problems/?state=filed")
    assert response.status_code == 302
    assert response["Location"] == "/fr/account/login/?next=/fr/problems/%3Fstate%3Dfiled"


EVERYWHERE = {"administrator", "secretariat"}


@pytest.mark.parametrize("name", READS)
def test_who_manages_members_where(people, name):
    person, managed = getattr(people, name), set()
    for place in Organisation.objects.exclude(kind="guest"):
        if may_manage_members(person, place):
            managed.add(place.name_fr)
    own = {"ixelles_coordination": {"CPAS d’Ixelles"}, "federation": {organisation_of(people.federation).name_fr}}
    everywhere = set(Organisation.objects.exclude(kind="guest").values_list("name_fr", flat=True))
    assert managed == (everywhere if name in EVERYWHERE else own.get(name, set()))


GIVEN = {
    "ixelles_coordination": ("ixelles", {"member", "coordinator"}),
    "ixelles": ("ixelles", set()),
    "federation": ("federation", {"member"}),
    "editor": ("federation", set()),
    "secretariat": ("federation", {"member", "coordinator", "secretariat", "editor"}),
    "spp_is": ("spp_is", set()),
}


@pytest.mark.parametrize("name", GIVEN)
def test_nobody_gives_a_right_that_they_do_not_have(people, name):
    place, given = GIVEN[name]
    organisation = organisation_of(getattr(people, place))
    found = {role for role in MembershipRole.values if may_give_role(getattr(people, name), organisation, role)}
    assert found == given
