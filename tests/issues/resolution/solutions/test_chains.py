"""Whether a chain of solutions leads back, whatever its length."""

import pytest

from issues.resolution.solutions.chains import leads_to

CHAIN = [(1, 2), (2, 3), (3, 4), (5, 4)]


@pytest.mark.parametrize(
    ("start", "goal", "expected"),
    [
        (1, 4, True),
        (2, 4, True),
        (5, 4, True),
        (4, 1, False),
        (5, 1, False),
        (1, 1, True),
        (9, 1, False),
        (1, 9, False),
    ],
)
def test_a_chain_leads_where_its_ties_go(start, goal, expected):
    assert leads_to(CHAIN, start, goal) is expected


def test_a_circle_that_stands_is_walked_once():
    assert not leads_to([(1, 2), (2, 1)], 1, 3)
    assert leads_to([], 7, 7)
