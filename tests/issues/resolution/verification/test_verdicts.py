"""A delivered solution is verified, relapses and is verified again; who may say so."""

import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from committee.inbox.models import Duty
from committee.inbox.queries import open_duties
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.models import Person
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import begin_membership
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.actions.judging import give_verdict
from issues.resolution.verification.models import Verdict
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.issues.pages import body
from tests.issues.steps import PHONE, declare, deliver, judge, move, state_of
from tests.scenes import scene

PLACES = {"ixelles": 8, "jette": 9, "molenbeek": 11}


@scene
def delivered(people, problem, solution):
    """A solution delivered to Ixelles and Molenbeek; Jette is not affected."""
    declare(people.molenbeek, problem, cases=3)
    declare(people.jette, problem, "n")
    deliver(people, solution)
    return Solution.objects.get(pk=solution.pk)


def cells(**said) -> str:
    marks = ["."] * 19
    for name, mark in said.items():
        marks[PLACES[name]] = mark
    return "".join(marks)


def owing() -> set:
    return set(Duty.objects.open().filter(code="duty.verify").values_list("organisation__name_fr", flat=True))


def test_the_whole_journey(people, problem, delivered):
    assert (delivered.state, state_of(problem)) == ("delivered", "deployed")
    assert owing() == {"CPAS d’Ixelles", "CPAS de Molenbeek-Saint-Jean"}

    judge(people.molenbeek, delivered, "p")
    assert (state_of(delivered), state_of(problem)) == ("delivered", "deployed")
    assert owing() == {"CPAS d’Ixelles"}

    judge(people.ixelles, delivered, "w", "Plus rien à signaler.")
    assert (state_of(delivered), state_of(problem)) == ("delivered", "deployed")
    assert owing() == set()

    judge(people.molenbeek, delivered, "w")
    assert (state_of(delivered), state_of(problem)) == ("verified", "verified")

    judge(people.ixelles, delivered, "x", "Cela recommence.")
    assert (state_of(delivered), state_of(problem)) == ("relapsed", "in_progress")
    assert Entry.objects.filter(verb="solution.relapsed").count() == 1
    assert Solution.objects.get(pk=delivered.pk).cells == cells(ixelles="r", molenbeek="w")
    assert Problem.objects.get(pk=problem.pk).last_verb == "solution.relapsed"

    judge(people.ixelles_coordination, delivered, "w")
    assert (state_of(delivered), state_of(problem)) == ("verified", "verified")
    assert Verdict.objects.filter(solution=delivered).count() == 2
    assert Problem.objects.get(pk=problem.pk).last_verb == "solution.verified"


def test_each_step_of_the_journey_is_recorded_once(people, problem, solution, spaces):
    with recording() as records:
        move(people.spp_is, solution, "under_review")
        move(people.federation, solution, "agreed")
        move(people.spp_is, solution, "planned", "delivered")
        judge(people.ixelles, solution, "w")
        judge(people.ixelles, solution, "x", "Cela recommence.")
    assert [record.verb for record in records] == [
        "solution.moved",
        "solution.moved",
        "problem.moved",
        "solution.moved",
        "solution.delivered",
        "problem.moved",
        "solution.judged",
        "solution.verified",
        "problem.moved",
        "solution.relapsed",
        "problem.moved",
    ]
    assert {record.space for record in records} == {spaces.common}
    assert records[6] == Record(
        "solution.judged",
        people.ixelles,
        spaces.common,
        organisation_of(people.ixelles),
        [solution.about, problem.about],
    )


def test_the_first_delivery_is_dated_and_stays_so(people, solution):
    with clock.acting_at(datetime(2025, 10, 1, tzinfo=UTC)):
        deliver(people, solution)
    judge(people.ixelles, solution, "w")
    judge(people.ixelles, solution, "x", "Cela recommence.")
    assert Solution.objects.get(pk=solution.pk).delivered_at == datetime(2025, 10, 1, tzinfo=UTC)


def test_duties_are_owed_by_the_centres_affected_and_shown_to_them_alone(people, delivered):
    shown = {
        name for name, person in vars(people).items() if any(duty.code == "duty.verify" for duty in open_duties(person))
    }
    assert shown == {"ixelles", "ixelles_coordination", "molenbeek"}
    duty = open_duties(people.molenbeek)[0]
    assert (duty.about if hasattr(duty, "about") else (duty.kind, duty.key)) == delivered.about
    assert duty.entry.verb == "solution.delivered"


@pytest.mark.parametrize("outcome", ["w", "p", "x"])
def test_a_verdict_discharges_the_duty_of_its_centre(people, delivered, outcome):
    judge(people.molenbeek, delivered, outcome)
    assert owing() == {"CPAS d’Ixelles"}


def test_who_has_not_tested_yet_still_owes_its_verdict(people, delivered):
    judge(people.molenbeek, delivered, "t")
    assert owing() == {"CPAS d’Ixelles", "CPAS de Molenbeek-Saint-Jean"}
    judge(people.molenbeek, delivered, "w")
    judge(people.molenbeek, delivered, "t")
    assert owing() == {"CPAS d’Ixelles", "CPAS de Molenbeek-Saint-Jean"}


def test_who_is_concerned_later_takes_verified_back_and_gives_it_again(people, problem, delivered, spaces):
    """One of two answered: that is half; of three it is not."""
    judge(people.ixelles, delivered, "w")
    assert state_of(delivered) == "verified"
    with recording() as records:
        declare(people.jette, problem)
    assert (state_of(delivered), state_of(problem)) == ("delivered", "deployed")
    place = organisation_of(people.secretariat)
    about = [delivered.about, problem.about]
    assert records[1:] == [
        Record("solution.reopened", people.secretariat, spaces.common, place, about),
        Record("problem.moved", people.secretariat, spaces.common, place, [problem.about]),
    ]
    with recording() as records:
        declare(people.jette, problem, "n")
    assert (state_of(delivered), state_of(problem)) == ("verified", "verified")
    assert records[1].verb == "solution.confirmed"


def test_a_relapse_is_told_of_the_centre_where_it_happened(people, problem, delivered, client_of):
    """Also in the name of whom the problem moves, for a person of the CPAS that filed it as well."""
    ixelles, molenbeek = organisation_of(people.ixelles), organisation_of(people.molenbeek)
    begin_membership(by=people.administrator, person=people.ixelles, organisation=molenbeek, role="member")
    person = Person.objects.get(pk=people.ixelles.pk)
    for place in (molenbeek, ixelles):
        give_verdict(by=person, solution=delivered, organisation=place, outcome="w")
    with recording() as records:
        give_verdict(by=person, solution=delivered, organisation=molenbeek, outcome="p", comment="Non.")
        give_verdict(by=person, solution=delivered, organisation=molenbeek, outcome="x", comment="Non.")
    assert [(one.verb, one.organisation) for one in records] == [
        ("solution.relapsed", molenbeek),
        ("problem.moved", molenbeek),
        ("solution.judged", molenbeek),
    ]
    assert Solution.objects.get(pk=delivered.pk).cells == cells(ixelles="w", molenbeek="r")
    page = body(client_of(people.federation).get(f"/fr/problems/{problem.reference}/"))
    assert "Elle fonctionnait, et ne fonctionne plus, à : Molenbeek-Saint-Jean." in page.replace("\xa0", " ")
    assert re.search(
        r"Solution en cours de réalisation\u00a0: Rechute signalée, [^<]*, CPAS de Molenbeek-Saint-Jean", page
    )
    elsewhere = body(client_of(people.spp_is).get(f"/fr/problems/{problem.reference}/"))
    assert "Elle fonctionnait, et ne fonctionne plus, dans 1 CPAS." in elsewhere


JUDGES = {"ixelles", "ixelles_coordination", "molenbeek"}


@pytest.mark.parametrize(
    "name",
    [
        *sorted(JUDGES),
        "jette",
        "federation",
        "secretariat",
        "editor",
        "spp_is",
        "observer",
        "stranger",
        "administrator",
    ],
)
def test_only_the_centres_concerned_judge(people, delivered, name):
    person = getattr(people, name)
    place = organisation_of(person) if person.memberships.exists() else organisation_of(people.ixelles)
    facts = {"by": person, "solution": delivered, "organisation": place, "outcome": "w"}
    if name in JUDGES:
        assert give_verdict(**facts).organisation == place
    else:
        with unchanged(), pytest.raises(PermissionDenied):
            give_verdict(**facts)


def test_nobody_judges_for_another_centre(people, delivered):
    with unchanged(), pytest.raises(PermissionDenied):
        give_verdict(by=people.jette, solution=delivered, organisation=organisation_of(people.ixelles), outcome="w")


def test_a_verdict_with_personal_data_leaves_nothing_behind(people, delivered):
    with unchanged(), pytest.raises(PersonalDataFound):
        judge(people.ixelles, delivered, "w", PHONE)


def test_a_word_that_is_no_verdict_leaves_nothing_behind(people, delivered):
    with unchanged(), pytest.raises(ValueError, match="'z'"):
        judge(people.ixelles, delivered, "z")


@pytest.mark.parametrize("state", ["proposed", "under_review", "agreed", "planned", "not_retained"])
def test_nothing_is_judged_before_it_is_delivered(people, solution, state):
    Solution.objects.filter(pk=solution.pk).update(state=state, state_reason="x")
    with unchanged(), pytest.raises(PermissionDenied):
        judge(people.ixelles, Solution.objects.get(pk=solution.pk), "w")


def test_the_page_says_what_ones_own_cpas_answered_and_nobody_elses(people, delivered, client_of):
    judge(people.molenbeek, delivered, "p")
    pages = {
        name: client_of(getattr(people, name)).get(f"/nl/solutions/{delivered.pk}/") for name in ("molenbeek", "jette")
    }
    said = {name: "uw OCMW," in page.content.decode() for name, page in pages.items()}
    assert said == {"molenbeek": True, "jette": False}
