"""Counts and sums that are kept as problems change are those that one finds by counting again."""

import pytest

from committee.access.models import Space
from committee.organisations.models import Organisation
from issues.impacts.actions import declare_impact, share_with_impact
from issues.impacts.models import Total, TotalCentre
from issues.impacts.totals import rebuild_totals
from issues.problems.census import census_of, rebuild_census
from issues.problems.models import Census, Problem, Term
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.steps import declare


def kept() -> tuple[set, set, set]:
    """Everything that is kept, without the keys of rows and without what is nought."""
    census = {row for row in Census.objects.values_list("space", "scheme", "value", "problems") if row[-1]}
    names = ("problems", "declarations", "cases", "minutes_low", "minutes_likely", "minutes_high", "cells")
    totals = {row for row in Total.objects.values_list("space", "scheme", "value", *names) if any(row[3:-1])}
    rows = TotalCentre.objects.values_list(
        "total__space", "total__scheme", "total__value", "organisation", "answered", "affected"
    )
    return census, totals, {row for row in rows if any(row[-2:])}


def counted_again() -> tuple[set, set, set]:
    rebuild_census()
    rebuild_totals()
    return kept()


@pytest.fixture
def field_work(people, spaces):
    """Problems in three spaces, with declarations that came and were revised."""
    own_space = Space.objects.own(Organisation.objects.get(nis="21009"))
    chain, other = Term.objects.of("chain")[:2]
    first = filed(people.ixelles, spaces.common, chain=chain, severity=3)
    second = filed(people.federation, spaces.federations, chain=other, impact={})
    own = filed(people.ixelles, own_space, chain=chain, impact={"cases": 4, "minutes_low": 5, "minutes_likely": 10})
    declare(people.molenbeek, first, cases=30, minutes_likely=10)
    declare(people.molenbeek, second, cases=2, minutes_likely=60)
    declare(people.jette, first, answer="n")
    declare(people.molenbeek, first, cases=20, minutes_likely=15)
    declare(people.jette, first, answer="u")
    return first, second, own


def test_what_is_kept_is_what_counting_again_finds(field_work):
    before = kept()
    assert counted_again() == before


def test_totals_say_cases_minutes_and_who(field_work, spaces):
    total = Total.objects.get(space=spaces.common, scheme="all")
    assert (total.problems, total.declarations, total.cases, total.minutes_likely) == (1, 3, 32, 12 * 20 + 20 * 15)
    assert (total.cells.count("a"), total.cells.count("n"), total.cells.count(".")) == (2, 1, 16)
    assert Total.objects.get(space=spaces.common, scheme="severity").value == "3"


def test_a_problem_that_is_shared_takes_its_volumes_along(field_work, people, spaces):
    _first, _second, own = field_work
    share_with_impact(by=people.ixelles, problem=own)
    assert Total.objects.get(space=spaces.common, scheme="all").cases == 36
    assert not Total.objects.filter(space=own.space, problems__gt=0).exists()
    before = kept()
    assert counted_again() == before


def test_an_answer_that_is_taken_back_leaves_nothing(people, spaces, problem):
    declare(people.ixelles, problem, answer="n")
    total = Total.objects.get(space=spaces.common, scheme="all")
    assert (total.cases, total.minutes_high, total.cells.count("a"), total.cells.count("n")) == (0, 0, 0, 1)


def test_a_refused_declaration_changes_no_total(people, problem):
    before = kept()
    with pytest.raises(Exception, match="minutes_are_low_likely_high|CHECK|violates"):
        declare_impact(
            by=people.ixelles, problem=problem, organisation=organisation_of(people.ixelles), answer="a",
            cases=1, minutes_low=9, minutes_likely=3, minutes_high=4,
        )  # fmt: skip
    assert kept() == before


def test_the_census_counts_by_every_dimension(field_work, spaces):
    counts = census_of([spaces.common.pk, spaces.federations.pk])
    assert counts["all"] == {"": 2}
    assert counts["state"] == {"filed": 2}
    assert counts["severity"] == {"3": 1, "2": 1}
    assert sum(counts["chain"].values()) == 2
    assert counts["language"] == {"fr": 2}


def test_a_move_is_counted(problem, people, spaces):
    from issues.problems.actions import move_problem

    move_problem(by=people.secretariat, problem=Problem.objects.get(), target="qualified")
    assert census_of([spaces.common.pk])["state"] == {"qualified": 1}
