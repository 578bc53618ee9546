"""Counts and sums that are kept as problems change are those that one finds by counting again."""

import contextlib
import random

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from committee.access.models import Space
from committee.organisations.models import Organisation
from issues.fieldwork.impacts.actions.declaring import declare_impact, share_with_impact
from issues.fieldwork.impacts.actions.rebuilding import rebuild_everything
from issues.fieldwork.impacts.actions.totals import OWN, SUMS, rebuild_totals
from issues.fieldwork.impacts.models import ImpactTotal, ImpactTotalCentre, ProblemImpact
from issues.fieldwork.impacts.queries import totals_of
from issues.problems.counters.models import ProblemCount
from issues.problems.counters.queries import counts_by_value
from issues.problems.records.actions.counting import rebuild_counts
from issues.problems.records.actions.lifecycle import move_problem
from issues.problems.records.models import Problem
from issues.problems.taxonomies.models import Term
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.steps import declare
from tests.scenes import scene

pytestmark = pytest.mark.column


def kept() -> tuple[set, set, set]:
    """Everything that is kept, without the keys of rows and without what is nought."""
    census = {row for row in ProblemCount.objects.values_list("space", "scheme", "value", "problems") if row[-1]}
    names = [*SUMS, "cells"]
    totals = {row for row in ImpactTotal.objects.values_list("space", "scheme", "value", *names) if any(row[3:-1])}
    rows = ImpactTotalCentre.objects.values_list("total__space", "total__scheme", "total__value", "organisation", *OWN)
    return census, totals, {row for row in rows if any(row[4:])}


def counted_again() -> tuple[set, set, set]:
    rebuild_counts()
    rebuild_totals()
    return kept()


@scene
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
    total = ImpactTotal.objects.get(space=spaces.common, scheme="all")
    assert (total.problems, total.declarations, total.cases, total.minutes_likely) == (1, 3, 32, 12 * 20 + 20 * 15)
    assert (total.cells.count("a"), total.cells.count("n"), total.cells.count(".")) == (2, 1, 16)
    assert ImpactTotal.objects.get(space=spaces.common, scheme="severity").value == "3"


def test_a_problem_that_is_shared_takes_its_volumes_along(field_work, people, spaces):
    _first, _second, own = field_work
    share_with_impact(by=people.ixelles, problem=own)
    assert ImpactTotal.objects.get(space=spaces.common, scheme="all").cases == 36
    assert not ImpactTotal.objects.filter(space=own.space, problems__gt=0).exists()
    before = kept()
    assert counted_again() == before


def test_an_answer_that_is_taken_back_leaves_nothing(people, spaces, problem):
    declare(people.ixelles, problem, answer="n")
    total = ImpactTotal.objects.get(space=spaces.common, scheme="all")
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
    counts = counts_by_value([spaces.common.pk, spaces.federations.pk])
    assert counts["all"] == {"": 2}
    assert counts["state"] == {"filed": 2}
    assert counts["severity"] == {"3": 1, "2": 1}
    assert sum(counts["chain"].values()) == 2
    assert counts["language"] == {"fr": 2}


def test_a_move_is_counted(problem, people, spaces):
    move_problem(by=people.secretariat, problem=Problem.objects.get(), target="qualified")
    assert counts_by_value([spaces.common.pk])["state"] == {"qualified": 1}


CPAS = ("ixelles", "molenbeek", "jette", "ixelles_coordination")


def file_one(chance, people, spaces):
    """File a problem somewhere, sorted somehow, with or without volumes."""
    person = getattr(people, chance.choice([*CPAS, "federation"]))
    own = Space.objects.own(organisation_of(person))
    space = chance.choice([spaces.common, spaces.common, spaces.federations, own])
    sorted_by = {name: chance.choice([None, *Term.objects.of(name)[:2]]) for name in ("chain", "category", "software")}
    filed(person, space, severity=chance.choice([1, 2, 3]), impact={"cases": chance.randrange(9)}, **sorted_by)


def declare_one(chance, people, spaces):
    """Declare on a problem, or revise."""
    low = chance.randrange(20)
    volumes = {"cases": chance.choice([None, 3, 40]), "minutes_low": low, "minutes_likely": low + 3}
    problem = chance.choice(list(Problem.objects.order_by("pk")))
    declare(getattr(people, chance.choice(CPAS)), problem, chance.choice("aaanu"), **volumes)


def share_one(chance, people, spaces):
    """Share a problem with the committee."""
    problem = chance.choice(list(Problem.objects.order_by("pk")))
    share_with_impact(by=getattr(people, chance.choice(CPAS)), problem=problem)


def move_one(chance, people, spaces):
    """Move a problem to another state."""
    problem = chance.choice(list(Problem.objects.order_by("pk")))
    target = chance.choice(["qualified", "in_discussion", "closed"])
    move_problem(by=people.secretariat, problem=problem, target=target, reason="Une raison.")


@pytest.mark.parametrize("seed", range(4))
def test_after_any_sequence_what_is_kept_is_what_counting_again_finds(people, spaces, seed):
    chance = random.Random(seed)
    file_one(chance, people, spaces)
    for _ in range(30):
        step = chance.choice([file_one, declare_one, declare_one, declare_one, share_one, move_one])
        with contextlib.suppress(PermissionDenied):
            step(chance, people, spaces)
    before, tallies = kept(), set(ProblemImpact.objects.values_list())
    assert rebuild_everything()["tallies"][1] == 0
    assert set(ProblemImpact.objects.values_list()) == tallies
    assert kept() == before


def test_problems_without_a_term_are_added_up_too(field_work, spaces):
    total = ImpactTotal.objects.get(space=spaces.common, scheme="software", value="")
    assert (total.problems, total.cases, total.cells.count("a")) == (1, 32, 2)


def test_open_sums_leave_out_problems_with_fewer_than_three_affected(field_work, people, spaces):
    first, _second, _own = field_work
    total = ImpactTotal.objects.get(space=spaces.common, scheme="all")
    assert (total.small_problems, total.open_problems, total.open_cases) == (1, 0, 0)
    declare(people.jette, first, cases=5, minutes_likely=12)
    total = ImpactTotal.objects.get(space=spaces.common, scheme="all")
    assert (total.small_problems, total.open_problems, total.open_cases) == (0, 1, 37)
    assert total.open_minutes_likely == total.minutes_likely == 12 * 20 + 20 * 15 + 5 * 12


def test_totals_of_a_reader_are_those_of_the_lanes_that_it_reads(field_work, people):
    cases = {
        name: totals_of(getattr(people, name))["all", ""].figures["cases"] for name in ("ixelles", "jette", "spp_is")
    }
    assert cases == {"ixelles": 38, "jette": 34, "spp_is": 32}
    assert totals_of(people.stranger) == {}
    cells = totals_of(people.ixelles)["all", ""].cells
    assert (cells.count("a"), cells.count("n")) == (2, 1)


def test_each_centre_has_its_own_volumes(field_work, spaces, people):
    row = ImpactTotalCentre.objects.get(
        total__space=spaces.common, total__scheme="all", organisation=organisation_of(people.molenbeek)
    )
    assert (row.answered, row.affected, row.cases, row.minutes_likely) == (1, 1, 20, 300)


def test_rebuilding_says_what_differed(field_work, spaces, capsys):
    call_command("rebuild_totals")
    assert capsys.readouterr().out.count(" 0 differed") == 4
    ImpactTotal.objects.filter(space=spaces.common, scheme="all").update(cases=1)
    ProblemImpact.objects.filter(cases__gt=0).update(cells="")
    call_command("rebuild_totals")
    assert [line.rpartition(", ")[2] for line in capsys.readouterr().out.splitlines()] == [
        "3 differed", "0 differed", "2 differed", "0 differed",
    ]  # fmt: skip
    assert ImpactTotal.objects.get(space=spaces.common, scheme="all").cases == 32


def test_many_changes_are_added_up_once_at_the_end(people, spaces):
    from issues.fieldwork.impacts.actions import totals
    from issues.problems.counters import actions as counters

    with counters.deferred_counts(), totals.deferred_totals():
        problems = [filed(people.ixelles, spaces.common, severity=grade) for grade in (1, 2, 2)]
        declare(people.molenbeek, problems[0], cases=3, minutes_likely=2)
        assert not ImpactTotal.objects.filter(problems__gt=0).exists()
    assert ImpactTotal.objects.get(space=spaces.common, scheme="all").cases == 39
    before = kept()
    assert counted_again() == before
