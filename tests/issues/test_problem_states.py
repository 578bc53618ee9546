"""The life of a problem: who moves it from where to where, and what a solution does to it."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.models import Space
from committee.inbox.models import Duty
from committee.privacy.models import PersonalDataFound
from issues.problems.actions import follow_solution, move_problem
from issues.problems.models import Problem
from issues.problems.policy import moves_for
from issues.problems.states import BY_SOLUTION, State, move_between
from issues.solutions.states import State as SolutionState
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.steps import PHONE, state_of

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


def stand(problem, state: str) -> Problem:
    """Put a problem into a state without any action."""
    Problem.objects.filter(pk=problem.pk).update(state=state, state_reason="x" if state == "closed" else "")
    return Problem.objects.get(pk=problem.pk)


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
        if lawful:
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
    with unchanged(), pytest.raises(ValueError, match="reason"):
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
    "not_retained": "in_discussion",
}


def test_every_state_of_a_solution_has_its_state_of_a_problem():
    assert set(BY_SOLUTION) == set(SolutionState.values) == set(FOLLOWED)


@pytest.mark.parametrize("state", FOLLOWED)
def test_a_problem_follows_its_solution(people, problem, state):
    with recording() as records:
        follow_solution(by=people.spp_is, problem=problem, solution_state=state)
    assert state_of(problem) == FOLLOWED[state]
    assert [record.verb for record in records] == ["problem.moved"]
    assert not Duty.objects.open().exists()


@pytest.mark.parametrize("state", ["closed", "merged", "solution_proposed"])
def test_a_problem_that_is_over_or_there_already_stays(people, problem, state):
    problem = stand(problem, state)
    with unchanged():
        follow_solution(by=people.spp_is, problem=problem, solution_state="proposed")
