"""On what a sum rests, and how it is drawn to a scale."""

import pytest

from issues.fieldwork.impacts.charts import axis_labels, range_svg, rounded_top
from issues.fieldwork.impacts.coverage import Coverage


@pytest.mark.parametrize(
    ("known", "centres", "problems", "percent", "little"),
    [(0, 19, 0, 0, False), (0, 19, 1, 0, True), (9, 19, 1, 47, True), (10, 19, 1, 52, False), (94, 19, 10, 49, True),
     (189, 19, 10, 99, False), (190, 19, 10, 100, False)],
)  # fmt: skip
def test_coverage_is_a_part_of_the_answers_asked(known, centres, problems, percent, little):
    found = Coverage(known, centres, problems)
    assert (found.percent, found.is_little) == (percent, little)


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, 0), (0.4, 2), (1.5, 2), (3, 4), (9.1, 10), (12, 12), (15, 16), (25, 40), (150, 160), (999, 1000)],
)
def test_an_axis_ends_at_a_round_number_beyond_the_most(most, top):
    assert rounded_top(most) == top


def test_an_axis_says_its_beginning_middle_and_end():
    assert axis_labels(40) == ("0", "20", "40")
    assert '<path class="ax"' in range_svg(1, 2, 3, 4)
