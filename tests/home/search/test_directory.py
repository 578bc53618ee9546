"""Search knows references, terms, organisations and people by name, in both languages."""

import pytest

from committee.people.models import Person
from home.search.queries.directory import ways_named
from issues.problems.taxonomies.models import Term
from tests.committee.records import organisation_of
from tests.issues.pages import body
from tests.issues.steps import propose

pytestmark = pytest.mark.column
PAGE = "/fr/search/"


@pytest.mark.parametrize("typed", ["SOL-{}", "sol {}", "Sol-0{}", "SOL{}"])
def test_a_number_leads_straight_to_its_solution(people, problem, client_of, typed):
    solution = propose(people.spp_is, problem)
    answer = client_of(people.jette).get(PAGE, {"q": typed.format(solution.pk)})
    assert (answer.status_code, answer["Location"]) == (302, f"/fr/solutions/{solution.pk}/")


@pytest.mark.parametrize("typed", ["SOL-{} en retard", "SOL", "SOL-99999"])
def test_what_is_no_number_of_a_solution_is_searched(people, problem, client_of, typed):
    solution = propose(people.spp_is, problem)
    assert client_of(people.jette).get(PAGE, {"q": typed.format(solution.pk)}).status_code == 200


def test_a_number_says_nothing_of_a_solution_in_another_lane(people, spaces, client_of):
    from tests.conftest import filed

    solution = propose(people.federation, filed(people.federation, spaces.federations))
    assert client_of(people.spp_is).get(PAGE, {"q": solution.number}).status_code == 200


@pytest.mark.parametrize("typed", ["double encodage", "encodages doubles", "integratie"])
def test_a_category_leads_to_its_problems(people, client_of, typed):
    term = Term.objects.get(scheme="category", label_fr__contains="double encodage")
    assert f"/fr/problems/?category={term.pk}" in body(client_of(people.jette).get(PAGE, {"q": typed}))


@pytest.mark.parametrize("typed", ["Elsene", "CPAS Ixelles"])
def test_an_organisation_is_found_by_either_name(people, typed):
    page = f"/organisations/{organisation_of(people.ixelles).key}/"
    assert any(page in way.url for way in ways_named(people.jette, typed))


@pytest.mark.parametrize("typed", ["référente numérique", "digitale referentiepersoon", "referentiepersoon Jette"])
def test_people_are_found_by_their_function(people, client_of, typed):
    Person.objects.filter(pk=people.jette.pk).update(
        function_fr="Référente numérique", function_nl="Digitale referentiepersoon"
    )
    page = body(client_of(people.spp_is).get("/nl/search/", {"q": typed}))
    assert "Digitale referentiepersoon" in page and "Référente" not in page.split('id="ways"')[1].split("</section>")[0]


def test_who_reads_no_common_lane_finds_nobody(people):
    assert ways_named(people.stranger, "Function of jette") == []


def test_at_most_six_are_offered_and_one_query_is_asked(people, django_assert_max_num_queries):
    ways_named(people.jette, "rien")
    with django_assert_max_num_queries(1):
        assert len(ways_named(people.jette, "CPAS")) == 6
