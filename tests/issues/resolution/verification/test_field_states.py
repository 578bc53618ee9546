"""What verdicts add up to, and how a strip shows them."""

import pytest

from issues.resolution.verification.queries import verdict_cells
from issues.resolution.verification.states import field_state
from tests.committee.records import organisation_of


@pytest.mark.parametrize(
    ("said", "concerned", "state"),
    [
        ("", "", "delivered"),
        ("", "1", "delivered"),
        ("1t", "1", "delivered"),
        ("1w", "1", "verified"),
        ("1w", "12", "delivered"),
        ("1w 2t", "12", "delivered"),
        ("1w 2w", "12", "verified"),
        ("1w 2p", "12", "delivered"),
        ("1w 2x", "12", "delivered"),
        ("1w 2w 3x", "12", "delivered"),
        ("1w 2t", "1", "verified"),
        ("1w", "", "verified"),
        ("1x", "1", "delivered"),
    ],
)
def test_what_verdicts_add_up_to(said, concerned, state):
    """Every CPAS concerned has confirmed, and none that ever said anything has a doubt."""
    outcomes = {int(one[0]): one[1] for one in said.split()}
    assert field_state(outcomes, [int(one) for one in concerned]) == state


def test_cells_say_who_was_asked_and_has_not_said(people):
    concerned = {organisation_of(people.ixelles).pk, organisation_of(people.jette).pk}
    assert verdict_cells("", concerned) == "........tt........."
    assert verdict_cells("........w..........", concerned) == "........wt........."
