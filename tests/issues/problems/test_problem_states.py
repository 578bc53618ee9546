"""The life of a problem: who moves it from where to where, and what a solution does to it."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.models import Space
from committee.access.refusals import Refused
from committee.inbox.models import Duty
from committee.privacy.models import PersonalDataFound
from issues.problems.records.actions.lifecycle import follow_solution, move_problem
from issues.problems.records.models import Problem
from issues.problems.records.policy import moves_for
from issues.problems.records.states import BY_SOLUTION, State, move_between
from issues.resolution.solutions.states import State as SolutionState
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.steps import PHONE, move, propose, stand, state_of

CLOSING = {("closed", True)}
MOVES = {
    "filed": {("qualified", False), ("in_discussion", False), *CLOSING},
    "qualified": {("in_discussion", False), *CLOSING},
    "in_discussion": CLOSING,
    "solution_proposed": {("qualified", False), ("in_discussion", False), *CLOSING},
    "in_progress": CLOSING,
    "deployed": CLOSING,
    "verified": {("in_discussion", True)},
    "closed": {("qualified", True)},
    "merged": set(),
}
TRIAGERS = {"federation", "secretariat"}
CAST = ("ixelles", "ixelles_coordination", "federation", "secretariat", "editor", "spp_is", "observer", "stranger")


@pytest.mark.parametrize("state", MOVES)
def test_which_moves_are_offered_to_whom(people, problem, state):
    problem = stand(problem, state)
    offered = {
        name: {(move.target.value, move.reasoned) for move in moves_for(getattr(people, name), problem)}
        for name in CAST
    }
    assert offered == {name: MOVES[state] if name in TRIAGERS else set() for name in CAST}


@pytest.mark.parametrize("source", State.values)
def test_only_lawful_moves_are_made(people, problem, source):
    facts = {"by": people.federation, "reason": "Parce que."}
    for target in State.values:
        problem, lawful = stand(problem, source), target in {code for code, _reasoned in MOVES[source]}
        assert (move_between(source, target) is not None) is lawful
        if target == source:
            with unchanged():
                assert move_problem(problem=problem, target=target, **facts).state == target
        elif lawful:
            assert move_problem(problem=problem, target=target, **facts).state == target
        else:
            with unchanged(), pytest.raises(PermissionDenied):
                move_problem(problem=problem, target=target, **facts)


@pytest.mark.parametrize("name", sorted(set(CAST) - TRIAGERS))
def test_nobody_else_moves_a_problem(people, problem, name):
    with unchanged(), pytest.raises(PermissionDenied):
        move_problem(by=getattr(people, name), problem=problem, target="qualified")


def test_nobody_moves_what_stands_in_a_lane_that_they_do_not_write_in(people, spaces):
    place = Space.objects.own(organisation_of(people.ixelles))
    for problem in (filed(people.spp_is, spaces.administration), filed(people.ixelles, place)):
        with unchanged(), pytest.raises(PermissionDenied):
            move_problem(by=people.secretariat, problem=problem, target="qualified")


def test_a_move_is_recorded_and_discharges_triage(people, problem):
    with recording() as records:
        move_problem(by=people.secretariat, problem=problem, target="qualified")
    assert records == [
        Record("problem.moved", people.secretariat, problem.space, organisation_of(people.secretariat), [problem.about])
    ]
    assert not Duty.objects.open().exists()
    assert Problem.objects.get(pk=problem.pk).last_verb == "problem.moved"


def test_closing_keeps_its_reason_and_opening_again_too(people, problem):
    with recording() as records:
        move_problem(by=people.secretariat, problem=problem, target="closed", reason="Doublon.")
        assert Problem.objects.get(pk=problem.pk).state_reason == "Doublon."
        move_problem(by=people.secretariat, problem=problem, target="qualified", reason="Pas un doublon.")
    assert [record.verb for record in records] == ["problem.closed", "problem.moved"]
    assert Problem.objects.get(pk=problem.pk).state_reason == "Pas un doublon."


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_closing_without_a_reason_leaves_nothing_behind(people, problem, reason):
    with unchanged(), pytest.raises(Refused, match="motivation"):
        move_problem(by=people.secretariat, problem=problem, target="closed", reason=reason)


def test_a_reason_with_personal_data_leaves_nothing_behind(people, problem):
    with unchanged(), pytest.raises(PersonalDataFound):
        move_problem(by=people.secretariat, problem=problem, target="closed", reason=PHONE)


def test_a_move_is_judged_by_where_the_problem_stands_now(people, problem):
    stale = Problem.objects.get(pk=problem.pk)
    stand(problem, "merged")
    with unchanged(), pytest.raises(PermissionDenied):
        move_problem(by=people.secretariat, problem=stale, target="qualified")


FOLLOWED = {
    "proposed": "solution_proposed",
    "under_review": "solution_proposed",
    "agreed": "in_progress",
    "planned": "in_progress",
    "delivered": "deployed",
    "verified": "verified",
    "relapsed": "in_progress",
    "not_retained": "in_discussion",
}


def test_every_state_of_a_solution_has_its_state_of_a_problem():
    assert set(BY_SOLUTION) == set(SolutionState.values) == set(FOLLOWED)


@pytest.mark.parametrize("state", FOLLOWED)
def test_a_problem_follows_its_solution(people, problem, state):
    with recording() as records:
        follow_solution(by=people.spp_is, problem=problem, solution_states=[state])
    assert state_of(problem) == FOLLOWED[state]
    assert [record.verb for record in records] == ["problem.moved"]
    assert not Duty.objects.open().exists()


@pytest.mark.parametrize("state", ["closed", "merged", "solution_proposed"])
def test_a_problem_that_is_over_or_there_already_stays(people, problem, state):
    problem = stand(problem, state)
    with unchanged():
        follow_solution(by=people.spp_is, problem=problem, solution_states=["proposed"])


@pytest.mark.parametrize(
    ("solutions", "state"),
    [
        (["proposed", "agreed"], "in_progress"),
        (["delivered", "proposed"], "deployed"),
        (["not_retained", "under_review"], "solution_proposed"),
        (["verified", "delivered", "not_retained"], "verified"),
        (["not_retained", "not_retained"], "in_discussion"),
    ],
)
def test_of_several_solutions_the_furthest_says_where_the_problem_stands(people, problem, solutions, state):
    follow_solution(by=people.spp_is, problem=problem, solution_states=solutions)
    assert state_of(problem) == state


def test_a_second_proposal_takes_nothing_back(people, problem):
    first = propose(people.spp_is, problem)
    move(people.federation, first, "agreed")
    second = propose(people.federation, problem, title="Autre correctif")
    assert state_of(problem) == "in_progress"
    move(people.spp_is, first, "not_retained", reason="Trop cher.")
    assert state_of(problem) == "solution_proposed"
    move(people.federation, second, "not_retained", reason="Plus utile.")
    assert state_of(problem) == "in_discussion"


@pytest.mark.parametrize("name", sorted(set(CAST) - TRIAGERS))
def test_who_moves_nothing_is_refused_where_it_stands_too(people, problem, name):
    with unchanged(), pytest.raises(PermissionDenied):
        move_problem(by=getattr(people, name), problem=problem, target="filed")


def test_a_double_click_on_a_move_is_answered_as_done(people, problem, client_of):
    browser = client_of(people.secretariat)
    url = f"/fr/problems/{problem.reference}/state/"
    for target, reason in (("qualified", ""), ("closed", "Doublon."), ("qualified", "Pas un doublon.")):
        with recording() as records:
            for _click in range(2):
                response = browser.post(url, {"target": target, "reason": reason})
                assert (response.status_code, response["Location"]) == (302, f"/fr/problems/{problem.reference}/")
        assert len(records) == 1
        assert state_of(problem) == target


def test_the_page_of_a_move_says_who_put_it_there_and_why(people, problem, client_of):
    move_problem(by=people.secretariat, problem=problem, target="closed", reason="Doublon avéré.")
    page = client_of(people.federation).get(f"/fr/problems/{problem.reference}/state/").content.decode()
    assert "Function of secretariat" in page and "Doublon avéré." in page
    move_problem(by=people.secretariat, problem=problem, target="qualified", reason="Pas un doublon.")
    story = client_of(people.ixelles).get(f"/fr/problems/{problem.reference}/timeline/").content.decode()
    assert "Doublon avéré." in story and "Pas un doublon." in story
