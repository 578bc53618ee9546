"""What verdicts add up to by the rule of the committee, and how a strip shows them."""

import pytest

from issues.resolution.verification.gain import Gain, gain_of, minutes_a_case
from issues.resolution.verification.queries import verdict_cells
from issues.resolution.verification.rule import Rule, Said, field_state, lacking
from tests.committee.records import organisation_of

USUAL = Rule()


def said(words: str, concerned: str, *, relapsed: str = "", risk: str = "") -> Said:
    """CPAS by a letter: “aw bx” are two verdicts; the other words are letters of CPAS."""
    outcomes = {one[0]: one[1] for one in words.split()}
    return Said(frozenset(concerned), outcomes, frozenset(relapsed), frozenset(risk))  # type: ignore[arg-type]


CASES = [
    ("nobody answered", "", "abcd", {}, "delivered", 2),
    ("nobody is concerned", "", "", {}, "delivered", None),
    ("nobody is concerned any more", "aw bw", "", {}, "delivered", None),
    ("one alone is concerned, and says it works", "aw", "a", {}, "verified", 0),
    ("half answered, all of them that it works", "aw bw", "abcd", {}, "verified", 0),
    ("fewer than half answered", "aw", "abc", {}, "delivered", 1),
    ("not tested is no answer", "aw bt ct", "abcd", {}, "delivered", 1),
    ("four of five say that it works", "aw bw cw dw ep", "abcdefghij", {}, "verified", 0),
    ("three of four: less than four in five", "aw bw cw dp", "abcdefgh", {}, "delivered", 1),
    ("partly is not works", "ap bp", "ab", {}, "delivered", None),
    ("too few are silent to outweigh a doubt", "aw bx", "abc", {}, "delivered", None),
    ("whose declaration was withdrawn counts no more", "aw bw cx", "ab", {}, "verified", 0),
    ("who is newly concerned weighs at once", "aw", "abcdefgh", {}, "delivered", 3),
    ("a CPAS that went into another speaks through it", "bw", "b", {}, "verified", 0),
    ("a right at risk where it does not work", "aw bw cw dw ex", "abcde", {"risk": "e"}, "delivered", 0),
    ("a right at risk where it works partly", "aw bw cw dw ep", "abcde", {"risk": "e"}, "verified", 0),
    ("a right at risk with a CPAS that is concerned no more", "aw bw ex", "ab", {"risk": "e"}, "verified", 0),
    (
        "it does not work elsewhere than where a right is at risk",
        "aw bw cw dw ex",
        "abcde",
        {"risk": "a"},
        "verified",
        0,
    ),
    ("a relapse takes the word back", "aw bw cw dw ex", "abcde", {"relapsed": "e"}, "relapsed", 0),
    ("a relapse of who is concerned no more", "aw bw ex", "ab", {"relapsed": "e"}, "verified", 0),
    ("a relapse before anybody else answered", "ax", "abcd", {"relapsed": "a"}, "relapsed", None),
]


@pytest.mark.parametrize(
    ("words", "concerned", "facts", "state", "more"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_verdicts_add_up_to(words, concerned, facts, state, more):
    told = said(words, concerned, **facts)
    assert (field_state(USUAL, told), lacking(USUAL, told)) == (state, more)


@pytest.mark.parametrize(
    ("rule", "state"),
    [
        (Rule(100, 80), "delivered"),
        (Rule(75, 100), "delivered"),
        (Rule(75, 66), "verified"),
        (Rule(1, 1), "verified"),
    ],
)
def test_the_committee_may_ask_for_more_or_less(rule, state):
    assert field_state(rule, said("aw bw cp", "abcd")) == state


@pytest.mark.parametrize(("risk", "state"), [(True, "delivered"), (False, "verified")])
def test_the_committee_may_leave_rights_at_risk_out(risk, state):
    assert field_state(Rule(risk=risk), said("aw bw cw dw ex", "abcde", risk="e")) == state


def test_the_counts_are_of_those_concerned_alone():
    told = said("aw bp cx dt ew", "abcdf")
    assert (told.answered, told.works, told.silent) == (3, 1, 2)


@pytest.mark.parametrize(
    ("pairs", "gain"),
    [
        ([], None),
        ([(10, None), (None, 4)], None),
        ([(30, 10), (None, 4), (20, None), (10, 10)], Gain(2, 20, 10)),
        ([(5, 15)], Gain(1, 5, 15)),
    ],
)
def test_gain_is_of_the_same_cpas_before_and_after(pairs, gain):
    assert gain_of(pairs) == gain


def test_what_takes_longer_is_a_gain_below_nought():
    assert Gain(1, 5, 15).saved == -10


@pytest.mark.parametrize(
    ("declared", "minutes"),
    [
        ([], None),
        ([(3, None)], None),
        ([(3, 10)], 10),
        ([(30, 10), (10, 30)], 15),
        ([(None, 10), (10, 30)], 20),
        ([(0, 10), (0, 20)], 15),
    ],
)
def test_minutes_over_several_problems_are_weighed_by_cases(declared, minutes):
    assert minutes_a_case(declared) == minutes


def test_cells_say_who_was_asked_and_has_not_said(people):
    concerned = {organisation_of(people.ixelles).pk, organisation_of(people.jette).pk}
    assert verdict_cells("", concerned) == "........tt........."
    assert verdict_cells("........w..........", concerned) == "........wt........."
