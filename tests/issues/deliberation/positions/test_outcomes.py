"""What positions of seats add up to, as tables."""

import pytest

from issues.deliberation.positions.outcomes import BenchResult, bench_result, joint_outcome

LETTERS = {"s": "support", "i": "support_if", "r": "reservation", "o": "opposed", "n": "notes", "-": "no_mandate"}


def result(bench: str, said: str, seats: int | None = None) -> BenchResult:
    """A bench whose first seats said what the letters say; the rest are silent."""
    stances = {pk: LETTERS[letter] for pk, letter in enumerate(said) if letter != "."}
    return bench_result(bench, range(len(said) if seats is None else seats), stances)


@pytest.mark.parametrize(
    ("said", "leaning", "spoken", "quorum"),
    [
        ("s", "supports", 1, True),
        ("...", "no_quorum", 0, False),
        ("s..", "no_quorum", 1, False),
        ("s-.", "no_quorum", 1, False),
        ("ss.", "supports", 2, True),
        ("s-s", "supports", 2, True),
        ("ss..", "no_quorum", 2, False),
        ("sss.", "supports", 3, True),
        ("si.", "conditional", 2, True),
        ("sso", "supports", 3, True),
        ("so.", "divided", 2, True),
        ("sro", "divided", 3, True),
        ("nn.", "notes", 2, True),
        ("nns", "notes", 3, True),
        ("rr.", "reserved", 2, True),
        ("oos", "opposes", 3, True),
        ("---", "no_quorum", 0, False),
        ("iis", "conditional", 3, True),
    ],
)
def test_what_a_bench_thinks(said, leaning, spoken, quorum):
    found = result("federations", said)
    assert (found.leaning, found.spoken, found.has_quorum) == (leaning, spoken, quorum)


@pytest.mark.parametrize(("seats", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_a_quorum_is_more_than_half(seats, needed):
    assert result("federations", "", seats).needed == needed
    assert result("federations", "s" * needed, seats).has_quorum
    assert not result("federations", "s" * (needed - 1), seats).has_quorum


def test_what_a_seat_without_a_vote_says_is_left_out():
    found = bench_result("federations", [1, 2], {1: "support", 2: "support", 9: "opposed"})
    assert (found.seats, found.spoken, found.leaning) == (2, 2, "supports")


@pytest.mark.parametrize(
    ("federations", "administration", "outcome"),
    [
        ("sss", "s", "joint"),
        ("ssi", "s", "joint_conditional"),
        ("sss", "i", "joint_conditional"),
        ("sss", "n", "federations_noted"),
        ("sss", "r", "federations_only"),
        ("sss", "o", "federations_only"),
        ("ssi", "n", "federations_noted"),
        ("nnn", "s", "administration_noted"),
        ("ooo", "s", "administration_only"),
        ("sro", "i", "administration_only"),
        ("ooo", "o", "rejected"),
        ("nnn", "n", "no_agreement"),
        ("rrr", "o", "no_agreement"),
        ("sss", ".", "no_quorum"),
        ("s..", "s", "no_quorum"),
        ("sss", "-", "no_quorum"),
    ],
)
def test_no_bench_is_outvoted(federations, administration, outcome):
    assert joint_outcome([result("federations", federations), result("administration", administration)]) == outcome


def test_many_seats_of_one_bench_weigh_no_more_than_one_of_the_other():
    assert joint_outcome([result("federations", "s" * 9), result("administration", "o")]) == "federations_only"


@pytest.mark.parametrize(
    ("said", "outcome"), [("ss.", "federations_only"), ("oo.", "no_agreement"), ("s..", "no_quorum")]
)
def test_in_the_lane_of_one_bench_its_position_is_its_own(said, outcome):
    assert joint_outcome([result("federations", said)]) == outcome


def test_without_seats_nothing_is_decided():
    assert joint_outcome([]) == joint_outcome([result("federations", "")]) == "no_quorum"
