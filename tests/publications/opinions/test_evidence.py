"""The public count: exact, masked below three, never a place in the strip, two queries."""

import pytest
from django.utils import timezone, translation

from committee.organisations.queries import centres
from issues.fieldwork.impacts.models import Answer
from publications.opinions.evidence import NO_EVIDENCE, evidence_of
from publications.opinions.evidence_words import evidence_words, strip_words
from publications.opinions.queries import citations_for, citations_of, read_observations
from tests.conftest import filed

pytestmark = pytest.mark.column


@pytest.fixture(autouse=True)
def _in_english():
    """Words are compared with the message itself, which no catalogue changes."""
    with translation.override("en"):
        yield


def behind(opinion, number=3, **options):
    return evidence_of(opinion.key, **options).get(opinion.observation(number).translation_key, NO_EVIDENCE)


def test_nothing_cited_is_said(opinion):
    assert behind(opinion) == NO_EVIDENCE
    assert evidence_words(NO_EVIDENCE) == "No problem cited yet."


def test_below_three_the_number_is_masked(people, opinion, problem, cite, declare):
    cite(problem)
    declare(people.molenbeek, problem)
    found = behind(opinion)
    assert (found.problems, found.affected, found.cells, found.masked) == (1, None, "", True)
    assert evidence_words(found) == "1 problem documented by fewer than 3 CPAS"


def test_from_three_it_is_exact_over_distinct_cpas(people, opinion, problem, spaces, cite, declare):
    second = filed(people.ixelles, spaces.common, title="Double encodage")
    cite(problem)
    cite(second)
    for person in (people.molenbeek, people.jette):
        declare(person, problem)
    declare(people.jette, second, Answer.NOT_AFFECTED)
    found = behind(opinion)
    assert (found.problems, found.affected, found.centres, found.masked) == (2, 3, len(centres()), False)
    assert evidence_words(found) == "2 problems documented by 3 CPAS"
    assert found.as_of == timezone.localdate()


def test_cells_are_sorted_so_that_no_place_is_a_cpas(people, opinion, problem, cite, declare):
    cite(problem)
    declare(people.molenbeek, problem)
    declare(people.jette, problem)
    found = behind(opinion)
    assert found.cells == "aaa" + "." * (len(centres()) - 3)
    assert strip_words(found.cells) == f"3 affected, {len(centres()) - 3} without an answer"


def test_staged_evidence_is_not_public(opinion, problem, cite):
    cite(problem, released=False)
    assert behind(opinion) == NO_EVIDENCE
    assert behind(opinion, staged=True).problems == 1


def test_a_problem_that_left_the_common_lane_no_longer_counts(opinion, problem, spaces, cite):
    cite(problem)
    problem.space = spaces.federations
    problem.save(update_fields=["space"])
    assert behind(opinion) == NO_EVIDENCE


def test_invented_problems_are_marked(opinion, problem, cite):
    cite(problem)
    assert behind(opinion).fictive is False
    problem.fictive = True
    problem.save(update_fields=["fictive"])
    assert behind(opinion).fictive is True


def test_two_queries_however_many_observations(people, opinion, spaces, cite, django_assert_num_queries):
    for number in (1, 2, 3):
        cite(filed(people.ixelles, spaces.common, title=f"Problème {number}"), number)
        centres()
        with django_assert_num_queries(2):
            assert len(evidence_of(opinion.key)) == number


def test_readings_stand_in_the_order_of_numbers(opinion, problem, cite):
    cite(problem, 7)
    rows = read_observations(opinion.fr)
    assert [row.observation.number for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert [row.evidence.problems for row in rows] == [0, 0, 0, 0, 0, 0, 1]


def test_a_case_knows_where_it_is_evidence(people, opinion, problem, cite, django_assert_num_queries):
    cite(problem, released=False)
    assert citations_of(problem) == []
    cite(problem, 3)
    with translation.override("nl"), django_assert_num_queries(1):
        (label,) = citations_for(people.ixelles, problem)
    assert "‘Advies over het voorontwerp van ordonnantie “Digitaal Brussel”’" in label["label"]
    assert label["url"] == f"/nl/observations/{opinion.observation(3).translation_key}/"


def test_an_opinion_taken_down_is_cited_nowhere(opinion, problem, cite):
    cite(problem)
    for page in (opinion.fr, opinion.nl):
        page.unpublish()
    assert citations_of(problem) == []
