"""What each CPAS declares: by whom, with history, into totals that say their coverage."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.translation import override

from committee.access.models import Space
from committee.access.refusals import Refused
from committee.inbox.models import Duty
from committee.journal import clock
from committee.journal.models import Entry
from committee.organisations.actions import register_organisation
from committee.organisations.models import Organisation
from committee.privacy.models import PersonalDataFound
from issues.conversation.threads.models import Follow
from issues.fieldwork.impacts.actions.declaring import declare_impact, file_with_impact
from issues.fieldwork.impacts.models import Declaration, Revision
from issues.fieldwork.impacts.policy import (
    may_declare_impact,
    may_name_centres,
    may_read_declarations,
    may_read_sums,
)
from issues.fieldwork.impacts.presentation.words import (
    cells_for,
    cells_named,
    describe_answers,
    describe_coverage,
    describe_hours,
    describe_hours_for,
    describe_sum,
)
from issues.problems.records.models import Problem
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.steps import PHONE, declare, deliver, judge, propose, tally_of

pytestmark = pytest.mark.column

DECLARERS = {"ixelles", "ixelles_coordination", "molenbeek", "jette"}
NAMERS = DECLARERS | {"federation", "secretariat", "editor"}
CAST = (*sorted(NAMERS), "spp_is", "observer", "stranger", "administrator")


@pytest.mark.parametrize("name", CAST)
def test_who_declares(people, problem, name):
    person = getattr(people, name)
    assert may_declare_impact(person, problem) is (name in DECLARERS)
    if name not in DECLARERS:
        place = organisation_of(people.jette)
        with unchanged(), pytest.raises(PermissionDenied):
            declare_impact(by=person, problem=problem, organisation=place, answer="a")


@pytest.mark.parametrize("name", CAST)
def test_who_may_know_which_centre_answered_what(people, name):
    assert may_name_centres(getattr(people, name)) is (name in NAMERS)


def test_nobody_declares_for_another_centre(people, problem):
    with unchanged(), pytest.raises(PermissionDenied):
        declare_impact(by=people.jette, problem=problem, organisation=organisation_of(people.molenbeek), answer="a")


@pytest.mark.parametrize("lane", ["own", "administration"])
def test_nobody_declares_on_what_they_do_not_read(people, spaces, own, lane):
    problem = own if lane == "own" else filed(people.spp_is, spaces.administration)
    with unchanged(), pytest.raises(PermissionDenied):
        declare(people.jette, problem)


@pytest.mark.parametrize(
    ("state", "allowed"), [("filed", True), ("verified", True), ("closed", True), ("merged", False)]
)
def test_on_what_a_centre_may_still_declare(people, problem, state, allowed):
    problem.state = state
    assert may_declare_impact(people.jette, problem) is allowed


def test_declaring_is_stored_and_recorded_without_volumes(people, problem, spaces):
    with clock.acting_at(datetime(2025, 7, 1, 9, tzinfo=UTC)), recording() as records:
        declaration = declare(
            people.jette,
            problem,
            cases=987,
            minutes_low=5,
            minutes_likely=10,
            minutes_high=30,
            measured=True,
            workaround="Un appel.",
            workaround_minutes=4,
            first_seen_on=date(2025, 6, 3),
        )
    place = organisation_of(people.jette)
    assert records == [Record("impact.declared", people.jette, spaces.federations, place, [problem.about])]
    assert (declaration.cases, declaration.minutes_low, declaration.minutes_high) == (987, 5, 30)
    assert declaration.workaround_minutes == 4
    assert (declaration.measured, declaration.declared_by, declaration.declared_at) == (
        True,
        people.jette,
        datetime(2025, 7, 1, 9, tzinfo=UTC),
    )
    assert "987" not in str(Entry.objects.get(verb="impact.declared", actor=people.jette).data)
    assert Follow.objects.filter(person=people.jette, thread=problem.thread).exists()
    assert Problem.objects.get(pk=problem.pk).last_verb == "impact.declared"


@pytest.mark.parametrize("name", ["first_seen_on", "last_seen_on"])
def test_what_was_seen_is_not_still_to_come(people, problem, name):
    with clock.acting_at(datetime(2025, 7, 1, 9, tzinfo=UTC)), unchanged(), pytest.raises(Refused):
        declare(people.jette, problem, **{name: date(2025, 7, 2)})


def test_revising_keeps_every_earlier_declaration(people, problem):
    with clock.acting_at(datetime(2025, 7, 1, tzinfo=UTC)):
        declare(people.jette, problem, cases=5, minutes_likely=10, first_seen_on=date(2025, 6, 3))
    with recording() as records:
        declare(people.jette, problem, cases=7, minutes_likely=10)
        declare(people.jette, problem, "n")
    assert [record.verb for record in records] == ["impact.revised"] * 2
    revisions = list(Revision.objects.filter(declaration__organisation=organisation_of(people.jette)))
    assert [(revision.facts["answer"], revision.facts["cases"]) for revision in revisions] == [("a", 5), ("a", 7)]
    assert revisions[0].declared_at == datetime(2025, 7, 1, tzinfo=UTC)
    assert revisions[0].facts["first_seen_on"] == "2025-06-03"
    assert Declaration.objects.filter(problem=problem, organisation=organisation_of(people.jette)).count() == 1


@pytest.mark.parametrize("answer", ["n", "u"])
def test_volumes_are_dropped_where_a_centre_is_not_affected(people, problem, answer):
    volumes = {"cases": 9, "minutes_low": 1, "minutes_likely": 2, "minutes_high": 3, "measured": True}
    declaration = declare(people.jette, problem, answer, **volumes)
    declaration.refresh_from_db()
    assert [getattr(declaration, name) for name in volumes] == [None, None, None, None, False]


def test_one_number_of_minutes_stands_for_the_whole_range(people, problem):
    declaration = declare(people.jette, problem, cases=6, minutes_likely=10)
    assert (declaration.minutes_low, declaration.minutes_likely, declaration.minutes_high) == (10, 10, 10)


@pytest.mark.parametrize("minutes", [(20, 10, 30), (5, 10, 9), (11, 10, 10)])
def test_minutes_out_of_order_leave_nothing_behind(people, problem, minutes):
    facts = dict(zip(("minutes_low", "minutes_likely", "minutes_high"), minutes, strict=True))
    with unchanged(), pytest.raises(IntegrityError):
        declare(people.jette, problem, cases=1, **facts)


def test_personal_data_leaves_nothing_behind(people, problem):
    declare(people.jette, problem, cases=5)
    with unchanged(), pytest.raises(PersonalDataFound):
        declare(people.jette, problem, workaround=PHONE)


def test_filing_declares_ones_own_volumes_in_the_same_breath(people, spaces):
    with recording() as records:
        problem = filed(people.ixelles, spaces.common, impact={"cases": 12, "minutes_likely": 20})
    assert [record.verb for record in records] == ["problem.filed", "impact.declared"]
    tally = tally_of(problem)
    assert (tally.cells, tally.affected, tally.centres) == ("........a..........", 1, 19)
    assert (tally.cases, tally.hours_likely) == (12, 4.0)


@pytest.mark.parametrize("name", ["federation", "spp_is"])
def test_who_is_no_centre_files_without_volumes(people, spaces, name):
    problem = filed(getattr(people, name), spaces.common)
    assert not Declaration.objects.exists()
    assert (tally_of(problem).cells, tally_of(problem).answered, tally_of(problem).silent) == ("." * 19, 0, 19)


def test_a_double_click_files_and_declares_once(people, spaces):
    first = filed(people.ixelles, spaces.common, submission="s1")
    with unchanged():
        assert filed(people.ixelles, spaces.common, submission="s1") == first


def test_filing_that_fails_at_its_volumes_leaves_nothing_behind(people, spaces):
    with unchanged(), pytest.raises(IntegrityError):
        file_with_impact(
            by=people.ixelles,
            space=spaces.common,
            language="fr",
            title="T",
            description="D",
            impact={"minutes_low": 9, "minutes_likely": 1, "minutes_high": 2},
        )


def test_totals_are_exact_and_say_their_coverage(people, problem):
    declare(people.molenbeek, problem, cases=30, minutes_low=5, minutes_likely=10, minutes_high=20)
    declare(people.jette, problem, "n")
    tally = tally_of(problem)
    assert tally.cells == "........an.a......."
    assert (tally.affected, tally.not_affected, tally.cannot_tell) == (2, 1, 0)
    assert (tally.answered, tally.silent, tally.centres) == (3, 16, 19)
    assert tally.cases == 42
    assert (tally.hours_low, tally.hours_likely, tally.hours_high) == (6.5, 9.0, 14.0)
    with override("en"):
        assert describe_coverage(tally) == "3 of 19 CPAS answered"
        assert describe_sum(tally.coverage_of_hours) == "figures of 3 of 19 CPAS"
        assert describe_answers(tally.cells) == "2 affected, 1 not affected, 16 without answer"
    assert describe_hours(tally) == "6–14"


def test_totals_follow_a_revision(people, problem):
    declare(people.jette, problem, cases=60, minutes_likely=60)
    declare(people.jette, problem, "u")
    tally = tally_of(problem)
    assert (tally.affected, tally.cannot_tell, tally.cases, tally.hours_high) == (1, 1, 12, 4.0)


def test_cases_without_minutes_count_as_cases_alone(people, problem):
    declare(people.jette, problem, cases=8)
    tally = tally_of(problem)
    assert (tally.cases, tally.hours_low, tally.hours_likely) == (20, 4.0, 4.0)


@pytest.mark.parametrize(
    ("low", "likely", "high", "words"),
    [(0, 0, 0, "–"), (0.2, 0.3, 0.4, "< 1"), (4, 4, 4, "4"), (3.6, 4, 4.4, "4"), (1, 5, 9, "1–9")],
)
def test_hours_in_words(people, problem, low, likely, high, words):
    tally = tally_of(problem)
    tally.hours_low, tally.hours_likely, tally.hours_high = low, likely, high
    with override("en"):
        assert describe_hours(tally) == words


def test_cells_are_named_in_the_readers_language(people, problem):
    with override("nl"):
        names = cells_named(tally_of(problem).cells)
    assert len(names) == 19
    assert names[8].startswith("Elsene: ")


def test_declarations_are_visible_with_their_problem(people, problem, own):
    readers = {name: Declaration.objects.visible_to(person).count() for name, person in vars(people).items()}
    assert readers == {
        "ixelles": 2,
        "ixelles_coordination": 2,
        "molenbeek": 1,
        "jette": 1,
        "federation": 1,
        "secretariat": 1,
        "editor": 1,
        "spp_is": 1,
        "observer": 1,
        "stranger": 0,
        "administrator": 0,
    }


def test_a_centre_declares_once_whoever_of_it_does(people, problem):
    assert Space.objects.own(organisation_of(people.ixelles))
    declare(people.ixelles_coordination, problem, cases=1)
    assert Declaration.objects.get(organisation=Organisation.objects.get(nis="21009")).cases == 1
    assert Revision.objects.count() == 1


ALONE, TWO, THREE = "........a..........", "........a..a.......", "........a..aa......"


@pytest.mark.parametrize("name", CAST)
def test_who_reads_sums_that_rest_on_few(people, name):
    person = getattr(people, name)
    read = [may_read_sums(person, cells) for cells in ("", "n" * 19, ALONE, TWO, THREE)]
    assert read == [True, True, name in {"ixelles", "ixelles_coordination", "secretariat"}, name == "secretariat", True]


@pytest.mark.parametrize("name", ["molenbeek", "federation", "spp_is", "observer"])
def test_hours_of_one_centre_are_masked_for_the_others(people, problem, name):
    assert describe_hours_for(getattr(people, name), tally_of(problem)) == "…"
    assert describe_hours_for(people.ixelles, tally_of(problem)) == "4"
    assert describe_hours_for(people.secretariat, tally_of(problem)) == "4"


@pytest.mark.parametrize("name", CAST)
def test_a_place_in_the_strip_names_nobody_to_whom_it_should_not(people, name):
    seen = cells_for(getattr(people, name), "n.......a..u")
    assert seen == ("n.......a..u......." if name in NAMERS else "anu................")


def test_who_reads_what_each_centre_declared(people, problem, spaces):
    apart = filed(people.spp_is, spaces.administration)
    assert [name for name in CAST if may_read_declarations(getattr(people, name), problem)] == ["secretariat"]
    assert not may_read_declarations(people.secretariat, apart)


def test_the_administration_is_not_told_which_centre_declared(people, problem):
    declare(people.jette, problem)
    declare(people.jette, problem, "n")
    told = Entry.objects.filter(verb__startswith="impact.")
    assert told.count() == 3
    assert not told.visible_to(people.spp_is).exists()
    assert not told.visible_to(people.observer).exists()
    assert told.visible_to(people.molenbeek).count() == 3


def test_in_a_lane_of_its_own_a_declaration_is_told_there(people, own, spaces):
    assert Entry.objects.get(verb="impact.declared").space == own.space
    problem = filed(people.federation, spaces.federations)
    declare(people.jette, problem)
    assert Entry.objects.filter(verb="impact.declared").last().space == spaces.federations


def test_a_centre_that_joins_later_has_not_answered(people, problem, django_capture_on_commit_callbacks):
    last = Organisation.objects.cpas().order_by("position").last()
    names = {"name_fr": "CPAS de Nivelles", "name_nl": "OCMW Nijvel"}
    with django_capture_on_commit_callbacks(execute=True):
        register_organisation(kind="cpas", position=last.position + 1, **names)
    tally = tally_of(problem)
    assert (tally.centres, tally.silent) == (20, 19)
    assert cells_for(people.jette, tally.cells) == "........a..........."


def verification(organisation) -> list[bool]:
    """Whether each duty to verify of a CPAS is still open, oldest first."""
    duties = Duty.objects.filter(code="duty.verify", organisation=organisation)
    return [duty.done_at is None for duty in duties]


def test_a_centre_no_longer_affected_owes_no_verdict(people, problem, solution):
    declare(people.jette, problem)
    deliver(people, solution)
    assert verification(organisation_of(people.jette)) == [True]
    declare(people.jette, problem, "n")
    assert verification(organisation_of(people.jette)) == [False]
    assert verification(organisation_of(people.ixelles)) == [True]


def test_a_centre_newly_affected_after_delivery_owes_a_verdict_once(people, problem, solution):
    deliver(people, solution)
    assert verification(organisation_of(people.jette)) == []
    declare(people.jette, problem)
    declare(people.jette, problem, cases=4)
    assert verification(organisation_of(people.jette)) == [True]
    judge(people.jette, solution, "w")
    declare(people.jette, problem, cases=2)
    assert verification(organisation_of(people.jette)) == [False]


def test_a_centre_concerned_by_another_problem_of_the_solution_still_owes_its_verdict(people, problem, spaces):
    second = filed(people.jette, spaces.common)
    declare(people.jette, problem)
    solution = propose(people.spp_is, problem, second)
    deliver(people, solution)
    declare(people.jette, problem, "n")
    assert verification(organisation_of(people.jette)) == [True]


def test_nothing_is_owed_before_a_delivery(people, problem, solution):
    declare(people.jette, problem)
    assert verification(organisation_of(people.jette)) == []
