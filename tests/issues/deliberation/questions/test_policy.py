"""Who asks, answers, judges, suspends and withdraws: persons × states × verbs."""

import pytest

from committee.absences.speaking import seats_spoken_for, speakers_of
from issues.deliberation.questions import policy
from issues.deliberation.questions.models import Question
from issues.deliberation.questions.states import LIVING, MOVES, UNANSWERED, Side, State, move_between
from tests.issues.deliberation.table import away

PEOPLE = (
    "ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer", "stranger",
    "administrator",
)  # fmt: skip
ASKING = {"federation", "secretariat"}
MAY = {
    "answer": lambda person, state: person == "spp_is" and state in UNANSWERED,
    "judge": lambda person, state: person in ASKING and state == State.ANSWERED,
    "suspend": lambda person, state: person in ASKING | {"spp_is"} and state in (State.ASKED, State.INSUFFICIENT),
    "resume": lambda person, state: person in ASKING | {"spp_is"} and state == State.SUSPENDED,
    "withdraw": lambda person, state: person in ASKING and state in UNANSWERED,
    "translate": lambda person, state: (
        person not in ("editor", "observer", "stranger", "administrator") and state in LIVING
    ),
}
VERBS = {
    "answer": policy.may_answer_question,
    "judge": policy.may_judge_answer,
    "suspend": policy.may_propose_suspension,
    "resume": policy.may_resume_term,
    "withdraw": policy.may_withdraw_question,
    "translate": policy.may_translate_question,
}


@pytest.mark.parametrize("state", State)
def test_who_may_do_what_in_which_state(people, question, state):
    Question.objects.filter(pk=question.pk).update(state=state, state_reason="x")
    found = Question.objects.select_related("to_seat", "space").get(pk=question.pk)
    allowed = {(name, verb): may(getattr(people, name), found) for name in PEOPLE for verb, may in VERBS.items()}
    assert allowed == {(name, verb): MAY[verb](name, state) for name in PEOPLE for verb in VERBS}


@pytest.mark.parametrize("side", Side)
def test_a_suspension_is_settled_by_the_other_side(people, question, side):
    may = {name for name in PEOPLE if policy.may_settle_suspension(getattr(people, name), question, side)}
    assert may == ({"spp_is"} if side == Side.ASKING else ASKING)


def test_who_asks_and_where(people, spaces, table):
    lanes = {name: {one.lane for one in policy.spaces_to_ask_in(getattr(people, name))} for name in PEOPLE}
    both = {"common", "federations"}
    expected = dict.fromkeys(PEOPLE, set()) | {"federation": both, "secretariat": both}
    assert lanes == expected | {"spp_is": {"common", "administration"}}


def test_a_question_is_read_in_its_lane_alone(people, question):
    readers = {name for name in PEOPLE if question in Question.objects.visible_to(getattr(people, name))}
    assert readers == set(PEOPLE) - {"stranger", "administrator"}


def test_moves_are_lawful_by_side_and_reason():
    assert {move.target for move in MOVES if move.reasoned} == {State.INSUFFICIENT, State.WITHDRAWN, State.SUSPENDED}
    assert move_between(State.ACCEPTED, State.ANSWERED, Side.ASKED) is None
    assert move_between(State.ASKED, State.ACCEPTED, Side.ASKING) is None
    assert [move.source for move in MOVES if move.target == State.ACCEPTED] == [State.ANSWERED]


def test_who_speaks_for_a_seat(people, table):
    """The full member; the substitute only while the full member is away; nobody for a vacant seat or as an observer."""
    spoken = {name: set(seats_spoken_for(getattr(people, name))) for name in PEOPLE}
    assert {name: seats for name, seats in spoken.items() if seats} == {
        "federation": {table.brussels.pk},
        "spp_is": {table.federal.pk},
    }
    assert seats_spoken_for(table.deputy) == {}
    away(people.spp_is)
    [speaker] = seats_spoken_for(table.deputy).values()
    assert (speaker.seat, speaker.instead_of) == (table.federal, people.spp_is)
    assert [one.person for one in speakers_of([table.federal.pk, table.flemish.pk])] == [people.spp_is, table.deputy]
    assert speakers_of([]) == []
