"""What is too small to show: three CPAS or none, whichever way one looks."""

from itertools import combinations

import pytest

from committee.access import disclosure


@pytest.mark.parametrize(
    ("cpas", "enough", "too_small", "told"),
    [
        (0, False, False, None),
        (1, False, True, None),
        (2, False, True, None),
        (3, True, False, 3),
        (19, True, False, 19),
    ],
)
def test_three_are_enough(cpas, enough, too_small, told):
    assert disclosure.is_enough(cpas) is disclosure.counts_in_totals(cpas) is enough
    assert disclosure.is_too_small(cpas) is too_small
    assert disclosure.number_for_public(cpas) == told


@pytest.mark.parametrize(
    ("cells", "nobody", "first", "second", "secretariat"),
    [
        ("....", True, True, True, True),
        ("nnu.", True, True, True, True),
        ("a...", False, True, False, True),
        (".a..", False, False, True, True),
        ("aa..", False, False, False, True),
        ("a.a.", False, False, False, True),
        ("aaa.", True, True, True, True),
        ("aaan", True, True, True, True),
    ],
)
def test_who_reads_a_sum(cells, nobody, first, second, secretariat):
    assert disclosure.may_read_sum(cells, everything=False, own=()) is nobody
    assert disclosure.may_read_sum(cells, everything=False, own={0}) is first
    assert disclosure.may_read_sum(cells, everything=False, own={1}) is second
    assert disclosure.may_read_sum(cells, everything=True, own=()) is secretariat


def test_no_two_totals_that_everybody_reads_tell_of_one_cpas_by_their_difference():
    """Problems with the CPAS affected by each: whichever of them a total adds up, what is between two totals is enough."""
    problems = [set(), {1}, {2}, {1, 2}, {1, 2, 3}, {2, 3, 4}, {1, 2, 3, 4}]
    counted = [affected for affected in problems if disclosure.counts_in_totals(len(affected))]
    sets = [chosen for size in range(len(counted) + 1) for chosen in combinations(range(len(counted)), size)]
    for one in sets:
        for other in sets:
            if set(one) < set(other):
                between = set().union(*(counted[place] for place in set(other) - set(one)))
                assert disclosure.is_enough(len(between))


@pytest.mark.parametrize(
    ("everything", "too_small", "shown", "masked"),
    [
        (False, 0, 0, False), (False, 2, 0, True), (False, 2, 5, False), (False, 0, 5, False),
        (True, 2, 0, False), (True, 0, 0, False),
    ],
)  # fmt: skip
def test_a_total_of_nothing_but_small_problems_is_masked(everything, too_small, shown, masked):
    assert disclosure.is_total_masked(everything=everything, too_small=too_small, shown=shown) is masked


@pytest.mark.parametrize(
    ("cells", "centres", "unnamed"),
    [
        ("", 3, "..."),
        (".an", 3, "an."),
        ("na", 4, "an.."),
        ("uana.", 5, "aanu."),
        ("twxp", 4, "wpxt"),
        ("ana", 0, "aan"),
    ],
)
def test_no_place_of_a_strip_means_a_cpas(cells, centres, unnamed):
    assert disclosure.unnamed_cells(cells, centres) == unnamed


@pytest.mark.parametrize("numbers", [[], [4], [4, 5]])
def test_nobody_is_compared_with_fewer_than_three_others(numbers):
    assert disclosure.quartiles_of_others(numbers) is None


def test_the_middle_half_of_the_others_is_rounded():
    assert disclosure.quartiles_of_others([11, 52, 113]) == [30, 50, 80]


@pytest.mark.parametrize(
    ("number", "rounded"), [(0, 0), (7.4, 7), (12, 10), (13, 15), (99, 100), (123, 120), (8765, 8800)]
)
def test_figures_of_others_lose_their_last_digits(number, rounded):
    assert disclosure.rounded_off(number) == rounded
