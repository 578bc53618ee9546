"""The register of organisations: who changes it, what is kept of what was, and two CPAS that become one."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committee.access.models import Space
from committee.access.refusals import ChangedMeanwhile, Refused
from committee.access.standing import standing_of
from committee.access.versions import version_of
from committee.inbox.models import Notice
from committee.journal import clock
from committee.organisations.known_centres import known_centres
from committee.organisations.models import Membership, Organisation
from committee.organisations.queries import centres, forget_centres
from committee.people.models import Person
from committee.registers import actions
from committee.registers.policy import may_describe_software, may_keep_register, may_read_registers
from committee.registers.queries import Asked, organisation_named, organisation_rows
from committee.seats.actions import add_seat, begin_mandate
from committee.seats.models import Mandate
from issues.fieldwork.impacts.actions.rebuilding import rebuild_everything
from issues.fieldwork.impacts.models import Declaration, ImpactTotal, Revision
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.steps import declare, tally_of

KEEPERS = {"administrator", "secretariat"}
MEMBERS = {
    "ixelles",
    "ixelles_coordination",
    "molenbeek",
    "jette",
    "federation",
    "secretariat",
    "editor",
    "spp_is",
    "observer",
}
CAST = (*sorted(MEMBERS), "administrator", "stranger")


@pytest.fixture
def ixelles(people):
    return organisation_of(people.ixelles)


@pytest.fixture
def jette(people):
    return organisation_of(people.jette)


@pytest.mark.parametrize("name", CAST)
def test_who_may_do_what(people, ixelles, jette, name):
    person = getattr(people, name)
    keeps, own = name in KEEPERS, name == "ixelles_coordination"
    assert may_read_registers(person) is (name in MEMBERS or keeps)
    assert may_keep_register(person) is keeps
    assert (may_describe_software(person, ixelles), may_describe_software(person, jette)) == (keeps or own, keeps)


@pytest.mark.parametrize("name", sorted(set(CAST) - KEEPERS))
def test_nobody_else_changes_the_register(people, ixelles, jette, name):
    by = getattr(people, name)
    for attempt in (
        lambda: actions.take_part(by=by, nis="11001"),
        lambda: actions.add_organisation(by=by, kind="guest", name_fr="Un", name_nl="Een"),
        lambda: actions.rename_organisation(by=by, organisation=ixelles, name_fr="Autre"),
        lambda: actions.merge_organisations(by=by, merged=ixelles, into=jette),
        lambda: actions.close_organisation(by=by, organisation=jette),
        lambda: actions.describe_software(by=by, organisation=jette, supplier="Logiciel"),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            attempt()


def test_the_project_knows_every_centre():
    known = known_centres()
    assert len(known) == 565
    assert known["21009"].facts["language"] == "bi"
    assert [one.facts["name_de"] for one in known.values() if one.language == "de"][0].startswith("ÖSHZ ")
    assert sum(one.language == "de" for one in known.values()) == 9
    assert [one.nis for one in known.values() if one.holds("sankt vith")] == ["63067"]


def test_a_known_centre_takes_part_by_its_code(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), recording() as records:
        added = actions.take_part(by=people.secretariat, nis="63067")
    assert (added.name_de, added.region, added.language) == ("ÖSHZ Sankt Vith", "wallonia", "de")
    assert (added.key, added.began_on, added.takes_part) == ("63067", clock.today(), True)
    common, about = Space.objects.lane("common"), [("participant", "63067")]
    assert records == [Record("organisation.added", people.secretariat, common, added, about)]
    assert centres()[-1].pk == added.pk
    for nis in ("63067", "99999"):
        with unchanged(), pytest.raises(Refused):
            actions.take_part(by=people.secretariat, nis=nis)


def test_former_names_are_kept_and_found(people, ixelles):
    names = {"name_fr": "Centre social d'Ixelles", "name_nl": "Sociaal huis Elsene"}
    actions.rename_organisation(by=people.secretariat, organisation=ixelles, **names)
    renamed = Organisation.objects.get(pk=ixelles.pk)
    assert renamed.name_fr == "Centre social d’Ixelles"
    assert [one.name_fr for one in renamed.former_names.all()] == ["CPAS d’Ixelles"]
    assert organisation_rows(Asked(words="CPAS d'Ixelles")) == [renamed]
    with unchanged():
        actions.rename_organisation(by=people.secretariat, organisation=ixelles, **names)
    with unchanged(), pytest.raises(Refused):
        actions.rename_organisation(by=people.secretariat, organisation=ixelles, name_fr="CPAS de Jette")


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(people, ixelles):
    read = version_of({"supplier": "", "software_version": "", "pilot": False})
    actions.describe_software(by=people.secretariat, organisation=ixelles, supplier="Alpha", version=read)
    with unchanged(), pytest.raises(ChangedMeanwhile):
        actions.describe_software(by=people.ixelles_coordination, organisation=ixelles, supplier="Bêta", version=read)


def test_those_concerned_hear_of_it(people, ixelles, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.describe_software(by=people.secretariat, organisation=ixelles, supplier="Alpha")
    told = set(Notice.objects.filter(entry__verb="organisation.described").values_list("person", flat=True))
    assert told == {people.ixelles.pk, people.ixelles_coordination.pk}


def test_who_is_seated_hears_of_it(people, ground, django_capture_on_commit_callbacks):
    place = organisation_of(people.federation)
    with django_capture_on_commit_callbacks(execute=True):
        seat = add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="federations")
        begin_mandate(by=people.secretariat, seat=seat, person=people.federation)
    told = Notice.objects.filter(entry__verb="mandate.began", entry__actor=people.secretariat)
    assert [(one.person, one.reason) for one in told] == [(people.federation, "seated")]


def test_a_merger_takes_people_seats_and_reading_along(people, ground, ixelles, jette):
    seat = add_seat(by=people.administrator, committee=ground.committee, organisation=jette, bench="federations")
    mandate = begin_mandate(by=people.administrator, seat=seat, person=people.jette)
    with recording() as records:
        actions.merge_organisations(by=people.secretariat, merged=jette, into=ixelles)
    assert [one.verb for one in records] == ["membership.ended", "membership.began", "organisation.merged"]
    assert records[-1].subjects == [("participant", ixelles.key), ("participant", jette.key)]
    seat.refresh_from_db()
    assert (seat.organisation, Mandate.objects.get(pk=mandate.pk).is_current) == (ixelles, True)
    person = Person.objects.get(pk=people.jette.pk)
    assert [one.organisation for one in Membership.objects.current().filter(person=person)] == [ixelles]
    readable = standing_of(person).readable_ids
    assert {Space.objects.own(ixelles).pk, Space.objects.own(jette).pk} <= readable
    assert Space.objects.own(jette).pk in standing_of(Person.objects.get(pk=people.ixelles.pk)).readable_ids
    assert organisation_named(jette.key).merged_into == ixelles
    assert jette.pk not in {one.pk for one in centres()}


@pytest.mark.parametrize("case", ["itself", "another kind", "merged already"])
def test_what_cannot_be_merged(people, ixelles, jette, case):
    merged, into = ixelles, {"itself": ixelles, "another kind": organisation_of(people.spp_is)}.get(case, jette)
    if case == "merged already":
        actions.merge_organisations(by=people.secretariat, merged=jette, into=organisation_of(people.molenbeek))
    with unchanged(), pytest.raises(Refused):
        actions.merge_organisations(by=people.secretariat, merged=merged, into=into)


def test_what_fails_leaves_the_strip_as_it_was(people, ixelles, jette, monkeypatch):
    from committee.registers.extension_points import CARRIED

    def fail(merged, into):
        raise RuntimeError

    before = centres()
    monkeypatch.setattr(CARRIED, "_items", [*CARRIED, fail])
    with unchanged(), pytest.raises(RuntimeError):
        actions.merge_organisations(by=people.secretariat, merged=jette, into=ixelles)
    assert centres() == before


def test_one_that_closes_lets_its_people_go(people, jette):
    actions.close_organisation(by=people.secretariat, organisation=jette)
    assert standing_of(Person.objects.get(pk=people.jette.pk)).posts == ()
    assert not Organisation.objects.get(pk=jette.pk).takes_part
    forget_centres()
    assert len(centres()) == 18
    own = organisation_of(people.secretariat)
    with unchanged(), pytest.raises(Refused):
        actions.close_organisation(by=people.secretariat, organisation=own)


ANSWERS = st.sampled_from(["", "a", "n", "u"])
VOLUMES = st.tuples(st.integers(0, 50), st.integers(0, 90))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(ANSWERS, VOLUMES, ANSWERS, VOLUMES), min_size=1, max_size=3))
def test_a_merger_keeps_sums_where_nothing_is_doubled(people, spaces, ixelles, jette, rows):
    from django.db import transaction

    with transaction.atomic():
        before, doubled = [], []
        for first, (cases, minutes), second, (others, more) in rows:
            problem = filed(people.molenbeek, spaces.common, impact={"cases": 1, "minutes_likely": 1})
            for person, answer, volumes in (
                (people.jette, first, (cases, minutes)),
                (people.ixelles, second, (others, more)),
            ):
                facts = {"cases": volumes[0], "minutes_likely": volumes[1]} if answer == "a" else {}
                if answer:
                    declare(person, problem, answer, **facts)
            tally = tally_of(problem)
            before.append(
                (problem, tally.cases, tally.hours_likely, tally.affected + tally.not_affected + tally.cannot_tell)
            )
            doubled.append(
                (cases if first == "a" else 0, cases * minutes / 60 if first == "a" else 0, 1)
                if first and second
                else (0, 0, 0)
            )
        actions.merge_organisations(by=people.secretariat, merged=jette, into=ixelles)
        for (problem, cases, hours, answered), less in zip(before, doubled, strict=True):
            tally = tally_of(problem)
            assert tally.cases == cases - less[0]
            assert tally.hours_likely == pytest.approx(hours - less[1])
            assert tally.affected + tally.not_affected + tally.cannot_tell == answered - less[2]
            assert len(tally.cells) == 18
        assert Revision.objects.count() == sum(less[2] for less in doubled)
        assert not Declaration.objects.filter(organisation=jette).exists()
        assert ImpactTotal.objects.filter(scheme="", space=spaces.common).count() <= 1
        assert {differed for _rows, differed in rebuild_everything().values()} == {0}
        transaction.set_rollback(True)
    forget_centres()
