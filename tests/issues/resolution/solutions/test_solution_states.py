"""The by-laws of solutions: persons × states × moves, and lanes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.models import Space
from issues.resolution.solutions.actions.lifecycle import move_solution, set_due_date
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import may_date_solution, may_propose_solution, moves_for
from issues.resolution.solutions.queries import get_visible, solutions_of
from issues.resolution.solutions.states import State
from tests.committee.records import organisation_of, unchanged
from tests.conftest import filed
from tests.issues.steps import move, propose
from tests.issues.steps import stand as stand_at

SETTLED = {"not_retained"}
MOVES = {
    "proposed": {"under_review", "agreed", *SETTLED},
    "under_review": {"agreed", *SETTLED},
    "agreed": {"planned", "delivered", *SETTLED},
    "planned": {"delivered", *SETTLED},
    "delivered": {"planned"},
    "verified": set(),
    "relapsed": {"planned", *SETTLED},
    "not_retained": {"under_review"},
}
OWNER_ONLY = {"planned", "delivered"}
STEERERS = {"federation", "secretariat", "spp_is"}
CAST = (*sorted(STEERERS), "editor", "ixelles", "ixelles_coordination", "observer", "stranger", "administrator")


def stand(solution, state: str) -> Solution:
    """Put a solution into a state without any action."""
    Solution.objects.filter(pk=solution.pk).update(state=state, state_reason="x" if state == "not_retained" else "")
    return Solution.objects.get(pk=solution.pk)


@pytest.mark.parametrize("state", MOVES)
def test_which_moves_are_offered_to_whom(people, solution, state):
    solution, expected = stand(solution, state), {name: MOVES[state] - OWNER_ONLY for name in STEERERS}
    offered = {name: {move.target.value for move in moves_for(getattr(people, name), solution)} for name in CAST}
    assert offered == dict.fromkeys(CAST, set()) | expected | {"spp_is": MOVES[state] - {"agreed"}}


SIDES = {"spp_is": {"federation", "secretariat"}, "federation": {"spp_is"}}


@pytest.mark.parametrize("state", ["proposed", "under_review"])
@pytest.mark.parametrize("proposer", SIDES)
def test_agreement_is_recorded_by_the_bench_that_did_not_propose(people, problem, proposer, state):
    solution = stand(propose(getattr(people, proposer), problem, owner=organisation_of(people.spp_is)), state)
    for name in CAST:
        if name not in SIDES[proposer]:
            with unchanged(), pytest.raises(PermissionDenied):
                move(getattr(people, name), solution, "agreed")
    allowed = [name for name in CAST if "agreed" in {one.target for one in moves_for(getattr(people, name), solution)}]
    assert set(allowed) == SIDES[proposer]


def test_in_a_lane_of_one_bench_its_own_agreement_counts(people, spaces):
    solution = propose(people.spp_is, filed(people.spp_is, spaces.administration))
    assert move(people.spp_is, solution, "agreed").state == "agreed"


def test_nothing_is_delivered_that_was_not_agreed(people, solution):
    for state in ("proposed", "under_review"):
        standing = stand(solution, state)
        with unchanged(), pytest.raises(PermissionDenied):
            move(people.spp_is, standing, "delivered")


@pytest.mark.parametrize("source", State.values)
def test_only_lawful_moves_are_made(people, solution, source):
    for target in State.values:
        solution = stand(solution, source)
        by = people.federation if target == "agreed" else people.spp_is
        if target in MOVES[source]:
            assert move(by, solution, target, reason="Parce que.").state == target
        else:
            with unchanged(), pytest.raises(PermissionDenied):
                move(by, solution, target, reason="Parce que.")


@pytest.mark.parametrize("state", MOVES)
def test_nobody_says_verified_by_hand(people, solution, state):
    solution = stand(solution, state)
    for name in CAST:
        with unchanged(), pytest.raises(PermissionDenied):
            move_solution(by=getattr(people, name), solution=solution, target="verified")


@pytest.mark.parametrize("target", sorted(OWNER_ONLY))
@pytest.mark.parametrize("name", ["federation", "secretariat"])
def test_only_its_owner_plans_and_delivers(people, solution, name, target):
    solution = stand(solution, "agreed")
    with unchanged(), pytest.raises(PermissionDenied):
        move_solution(by=getattr(people, name), solution=solution, target=target)


@pytest.mark.parametrize("name", ["ixelles", "editor", "observer", "stranger", "administrator"])
def test_who_does_not_steer_moves_nothing(people, solution, name):
    for target in ("under_review", "agreed", "not_retained"):
        with unchanged(), pytest.raises(PermissionDenied):
            move_solution(by=getattr(people, name), solution=solution, target=target, reason="x")


LANES = {
    "common": {"federation", "secretariat", "spp_is"},
    "federations": {"federation", "secretariat"},
    "administration": {"spp_is"},
    "own": set(),
}


@pytest.mark.parametrize("lane", LANES)
def test_who_proposes_in_which_lane(people, spaces, lane):
    by = people.spp_is if lane == "administration" else people.federation
    space = Space.objects.own(organisation_of(by)) if lane == "own" else getattr(spaces, lane)
    problem = filed(by, space)
    assert {name for name in CAST if may_propose_solution(getattr(people, name), problem)} == LANES[lane]
    for name in CAST:
        if name in LANES[lane]:
            assert propose(getattr(people, name), problem).space == space
        else:
            with unchanged(), pytest.raises(PermissionDenied):
                propose(getattr(people, name), problem, owner=organisation_of(people.federation))


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_nothing_is_proposed_for_what_is_over(people, problem, state):
    problem = stand_at(problem, state)
    with unchanged(), pytest.raises(PermissionDenied):
        propose(people.federation, problem)


SEEN = {
    "common": {
        "ixelles",
        "ixelles_coordination",
        "molenbeek",
        "jette",
        "federation",
        "secretariat",
        "editor",
        "spp_is",
        "observer",
    },
    "federations": {"ixelles", "ixelles_coordination", "molenbeek", "jette", "federation", "secretariat", "editor"},
    "administration": {"spp_is"},
}


@pytest.mark.parametrize("lane", SEEN)
def test_who_sees_a_solution(people, spaces, lane):
    by = people.spp_is if lane == "administration" else people.federation
    problem = filed(by, getattr(spaces, lane))
    solution = propose(by, problem)
    assert {name for name, person in vars(people).items() if get_visible(person, solution.pk)} == SEEN[lane]
    assert {name for name, person in vars(people).items() if solutions_of(person, problem)} == SEEN[lane]


DATED = {"proposed", "under_review", "agreed", "planned"}


@pytest.mark.parametrize("state", MOVES)
def test_who_moves_the_date(people, solution, state):
    solution = stand(solution, state)
    allowed = {name for name in CAST if may_date_solution(getattr(people, name), solution)}
    assert allowed == ({"spp_is"} if state in DATED else set())
    for name in set(CAST) - allowed:
        with unchanged(), pytest.raises(PermissionDenied):
            set_due_date(by=getattr(people, name), solution=solution, due_on=date(2026, 1, 1))


def test_an_owner_who_does_not_read_the_lane_does_nothing_there(people, spaces):
    problem = filed(people.federation, spaces.federations)
    solution = propose(people.federation, problem, owner=organisation_of(people.spp_is))
    assert moves_for(people.spp_is, solution) == []
    assert not may_date_solution(people.spp_is, solution)
    agreed = stand(solution, "agreed")
    for target in ("planned", "delivered"):
        with unchanged(), pytest.raises(PermissionDenied):
            move(people.spp_is, agreed, target)
