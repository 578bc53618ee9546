"""A solution from proposed to verified, relapsed and verified again; who may say what of it."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.inbox.models import Duty
from committee.inbox.queries import open_duties
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.models import Person
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import begin_membership
from issues.conversation.threads.models import Follow
from issues.problems.records.models import Problem
from issues.resolution.solutions.actions.lifecycle import give_verdict, set_due_date
from issues.resolution.solutions.models import Solution, Verdict
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.recipients import hearing_of
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.pages import body
from tests.issues.steps import PHONE, declare, deliver, judge, move, propose, state_of
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


def test_proposing_is_stored_and_recorded(people, problem, spaces):
    place = organisation_of(people.spp_is)
    with clock.acting_at(datetime(2025, 9, 1, tzinfo=UTC)), recording() as records:
        solution = propose(people.spp_is, problem, kind="legal", due_on=date(2026, 1, 31), promised_minutes=15)
    assert records == [
        Record("solution.proposed", people.spp_is, spaces.common, place, [solution.about, problem.about]),
        Record("problem.moved", people.spp_is, spaces.common, place, [problem.about]),
    ]
    assert (solution.state, solution.kind, solution.owner, solution.space) == (
        "proposed",
        "legal",
        place,
        spaces.common,
    )
    assert (solution.due_on, solution.promised_minutes) == (date(2026, 1, 31), 15)
    assert solution.html == "<p>On <strong>corrige</strong>.</p>\n"
    assert state_of(problem) == "solution_proposed"
    assert Follow.objects.filter(person=people.spp_is, thread=problem.thread).exists()


def test_one_solution_may_answer_several_problems_of_one_lane(people, problem, spaces):
    other = filed(people.jette, spaces.common, title="Autre")
    solution = propose(people.spp_is, problem, other)
    assert set(solution.problems.all()) == {problem, other}
    assert {state_of(problem), state_of(other)} == {"solution_proposed"}
    subjects = {(subject.kind, subject.key) for subject in Entry.objects.get(verb="solution.proposed").subjects.all()}
    assert subjects == {solution.about, problem.about, other.about}


def test_a_solution_never_spans_two_lanes_or_none(people, problem, spaces):
    other = filed(people.federation, spaces.federations)
    for problems in ((problem, other), ()):
        with unchanged(), pytest.raises(PermissionDenied):
            propose(people.federation, *problems)


def test_personal_data_leaves_nothing_behind(people, problem):
    for field in ("title", "text", "title_other"):
        with unchanged(), pytest.raises(PersonalDataFound):
            propose(people.spp_is, problem, **{field: PHONE})


def test_a_double_click_proposes_once(people, problem):
    first = propose(people.spp_is, problem, submission="s1")
    with unchanged():
        assert propose(people.spp_is, problem, submission="s1") == first


def test_another_persons_submission_hides_nothing(people, problem):
    first = propose(people.spp_is, problem, submission="s1")
    assert propose(people.federation, problem, submission="s1").pk != first.pk


def test_the_whole_journey(people, problem, delivered):
    assert (delivered.state, state_of(problem)) == ("delivered", "deployed")
    assert owing() == {"CPAS d’Ixelles", "CPAS de Molenbeek-Saint-Jean"}

    judge(people.ixelles, delivered, "w", "Plus rien à signaler.")
    assert (state_of(delivered), state_of(problem)) == ("delivered", "deployed")
    assert owing() == {"CPAS de Molenbeek-Saint-Jean"}

    judge(people.molenbeek, delivered, "p")
    assert (state_of(delivered), state_of(problem)) == ("delivered", "deployed")
    assert owing() == set()

    judge(people.molenbeek, delivered, "w")
    assert (state_of(delivered), state_of(problem)) == ("verified", "verified")

    judge(people.ixelles, delivered, "x", "Cela recommence.")
    assert (state_of(delivered), state_of(problem)) == ("delivered", "deployed")
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
        judge(people.ixelles, solution, "x")
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
    judge(people.ixelles, solution, "x")
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
    for by in (people.ixelles, people.molenbeek):
        judge(by, delivered, "w")
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
        give_verdict(by=person, solution=delivered, organisation=molenbeek, outcome="p")
        give_verdict(by=person, solution=delivered, organisation=molenbeek, outcome="x")
    assert [(one.verb, one.organisation) for one in records] == [
        ("solution.relapsed", molenbeek),
        ("problem.moved", molenbeek),
        ("solution.judged", molenbeek),
    ]
    assert Solution.objects.get(pk=delivered.pk).cells == cells(ixelles="w", molenbeek="r")
    page = body(client_of(people.federation).get(f"/fr/problems/{problem.reference}/"))
    assert "Elle fonctionnait, et ne fonctionne plus, à : Molenbeek-Saint-Jean." in page.replace("\xa0", " ")
    assert re.search(r"Solution mise en service\u00a0: Rechute signalée, [^<]*, CPAS de Molenbeek-Saint-Jean", page)
    elsewhere = body(client_of(people.spp_is).get(f"/fr/problems/{problem.reference}/"))
    assert "Elle fonctionnait, et ne fonctionne plus, dans 1 CPAS." in elsewhere


OVERDUE = [
    ("2026-01-30", "agreed", 2),
    ("2026-02-01", "planned", 0),
    (None, "agreed", 0),
    ("2026-01-30", "verified", 0),
]


@pytest.mark.parametrize(("due", "state", "days"), OVERDUE)
def test_what_is_overdue(solution, due, state, days):
    Solution.objects.filter(pk=solution.pk).update(due_on=due, state=state)
    with clock.acting_at(datetime(2026, 2, 1, 12, tzinfo=UTC)):
        assert Solution.objects.get(pk=solution.pk).days_overdue == days
        assert Solution.objects.overdue().exists() is bool(days)


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


def test_who_is_concerned_follows_the_declarations(people, problem, solution):
    assert concerned_ids(solution) == {organisation_of(people.ixelles).pk}
    declare(people.jette, problem, cases=1)
    declare(people.ixelles, problem, "n")
    assert concerned_ids(solution) == {organisation_of(people.jette).pk}


def test_setting_aside_needs_its_reason_and_takes_the_problem_back(people, problem, solution):
    for reason in ("", "  "):
        with unchanged(), pytest.raises(Refused, match="motivation"):
            move(people.federation, solution, "not_retained", reason=reason)
    with recording() as records:
        move(people.federation, solution, "not_retained", reason="Trop cher.")
    assert [record.verb for record in records] == ["solution.not_retained", "problem.moved"]
    assert Solution.objects.get(pk=solution.pk).state_reason == "Trop cher."
    assert state_of(problem) == "in_discussion"
    move(people.federation, solution, "under_review", reason="Budget trouvé.")
    assert state_of(problem) == "solution_proposed"


def test_a_closed_problem_stays_closed_whatever_its_solution_does(people, problem, solution):
    Problem.objects.filter(pk=problem.pk).update(state="closed", state_reason="x")
    move(people.federation, solution, "agreed")
    assert state_of(problem) == "closed"


def test_another_date_is_kept_and_the_one_before_is_recorded(people, solution, spaces):
    place = organisation_of(people.spp_is)
    with recording() as records:
        set_due_date(by=people.spp_is, solution=solution, due_on=date(2026, 3, 1))
        set_due_date(by=people.spp_is, solution=solution, due_on=date(2026, 6, 1))
    assert [record.verb for record in records] == ["solution.due"] * 2
    assert (records[0].space, records[0].organisation) == (spaces.common, place)
    data = Entry.objects.filter(verb="solution.due").latest("pk").data
    assert (data["before"], data["after"]) == ("2026-03-01", "2026-06-01")


def test_who_hears_of_a_solution(people, problem, delivered):
    people.jette.is_active = False
    people.jette.save()
    heard = {person.email.split("@")[0] for person, _why in hearing_of(delivered)}
    assert heard == {"ixelles", "ixelles_coordination", "molenbeek", "spp_is"}


def test_the_page_says_what_ones_own_cpas_answered_and_nobody_elses(people, delivered, client_of):
    judge(people.molenbeek, delivered, "p")
    pages = {
        name: client_of(getattr(people, name)).get(f"/nl/solutions/{delivered.pk}/") for name in ("molenbeek", "jette")
    }
    said = {name: "uw OCMW," in page.content.decode() for name, page in pages.items()}
    assert said == {"molenbeek": True, "jette": False}
