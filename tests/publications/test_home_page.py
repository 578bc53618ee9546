"""The first page: what this is, what was published, and figures over the common lane that name nobody."""

import pytest
from django.utils import translation

from home.pages.figures import public_figures
from issues.fieldwork.impacts.coverage import Coverage
from issues.fieldwork.impacts.models import Answer
from tests.conftest import filed
from tests.issues.steps import stand
from tests.markup import on_one_line

pytestmark = pytest.mark.column


def test_below_three_cpas_numbers_are_masked(problem):
    found = public_figures()
    assert (found.problems, found.declared, found.hours, found.masked) == (1, None, None, True)
    with translation.override("en"):
        assert [one["value"] for one in found.shown] == ["1", "0"]
        assert found.shown[0]["caption"].startswith("fewer than 3 of 19 CPAS declared on at least one, ")


def test_from_three_they_are_exact_and_say_their_coverage(people, problem, declare):
    declare(people.molenbeek, problem, cases=30, minutes_low=10, minutes_likely=20, minutes_high=60)
    declare(people.jette, problem, cases=3, minutes_likely=20)
    found = public_figures()
    assert (found.declared, found.coverage_of_hours, found.centres) == (3, Coverage(3, 19, 1), 19)
    assert found.hours == pytest.approx((10, 15, 35))
    with translation.override("en"):
        (_problems, hours, _solutions) = found.shown
        assert (hours["value"], hours["unit"]) == ("15", "hours a month")
        assert hours["caption"].startswith("between 10 and 35, ")
        assert hours["sum"]["words"] == "figures of 3 of 19 CPAS"


def test_a_cpas_that_is_not_affected_declared_but_gave_no_volume(people, problem, declare):
    declare(people.molenbeek, problem, Answer.NOT_AFFECTED)
    declare(people.jette, problem, Answer.NOT_AFFECTED)
    assert (public_figures().declared, public_figures().hours) == (3, None)


def test_the_coverage_is_that_of_the_very_sum(people, spaces, problem, declare):
    """CPAS × problems, not whoever declared on anything; one that is solved is neither added nor asked about."""
    second = filed(people.ixelles, spaces.common, title="Autre", impact={"cases": 6, "minutes_likely": 10})
    for one in (problem, second):
        declare(people.molenbeek, one, cases=30, minutes_likely=20)
        declare(people.jette, one, cases=3, **({"minutes_likely": 20} if one == problem else {}))
    assert public_figures().hours == pytest.approx((26, 26, 26))
    assert public_figures().coverage_of_hours == Coverage(5, 19, 2)
    for state in ("verified", "closed"):
        stand(second, state)
        assert public_figures().hours == pytest.approx((15, 15, 15))
        assert public_figures().coverage_of_hours == Coverage(3, 19, 1)


def test_what_is_not_shared_is_in_no_figure(people, spaces):
    filed(people.federation, spaces.federations, title="Entre fédérations", impact={})
    assert public_figures().problems == 0


def test_figures_cost_four_queries(problem, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        public_figures()


def test_the_first_page_shows_what_was_published(client, opinion, problem):
    for language, page in (("fr", opinion.fr), ("nl", opinion.nl)):
        text = on_one_line(client.get(f"/{language}/").content.decode())
        assert f'<a href="{page.url}">' in text
        assert text.count('<article class="card"') == 3
        assert text.count('<figure class="figure"') == 2


def test_a_problem_of_one_cpas_is_told_by_no_difference(people, spaces, problem, declare):
    """Members read sums over problems with three affected CPAS: what the public reads must be the very same sum."""
    for person in (people.molenbeek, people.jette):
        declare(person, problem, cases=3, minutes_likely=20)
    before = public_figures()
    filed(people.ixelles, spaces.common, title="Chez nous seuls", impact={"cases": 600, "minutes_likely": 60})
    after = public_figures()
    assert (after.hours, after.coverage_of_hours) == (before.hours, before.coverage_of_hours)
    assert after.problems == before.problems + 1
