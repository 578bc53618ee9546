"""How a problem falls by the software of the CPAS: counted, and no CPAS found in a sum or by subtracting."""

import pytest

from committee.access.disclosure import masked_parts
from committee.organisations.models import Organisation
from issues.fieldwork.impacts.presentation.words import format_whole
from issues.fieldwork.impacts.queries import by_supplier
from tests.committee.records import organisation_of
from tests.issues.pages import body
from tests.issues.steps import declare

MOST = 12


@pytest.mark.parametrize(
    ("affected", "masked"),
    [
        ([], []),
        ([5, 4], [False, False]),
        ([5, 0], [False, False]),
        ([5, 1], [True, True]),
        ([6, 3, 1], [False, True, True]),
        ([6, 2, 1], [False, True, True]),
        ([2, 1], [True, True]),
        ([1], [True]),
        ([9, 1, 1, 1], [False, True, True, True]),
    ],
)
def test_what_is_left_out_tells_of_enough(affected, masked):
    assert masked_parts(affected) == masked


@pytest.fixture
def software(people):
    """Ixelles, Molenbeek and Jette work with A; everybody else says nothing."""
    for person in (people.ixelles, people.molenbeek, people.jette):
        Organisation.objects.filter(pk=organisation_of(person).pk).update(supplier="A")


def test_declarations_fall_by_the_suppliers_of_today(people, problem, software):
    declare(people.molenbeek, problem, "a", cases=10, minutes_likely=60)
    declare(people.jette, problem, "n")
    first, rest = by_supplier(people.secretariat, problem)
    assert (first.name, first.centres, first.answered, first.affected) == ("A", 3, 3, 2)
    assert (rest.name, rest.affected) == ("", 0)
    assert first.shown and not by_supplier(people.federation, problem)[0].shown


def test_the_page_masks_and_says_why(people, problem, software, client_of, django_assert_max_num_queries):
    declare(people.molenbeek, problem, "a", cases=4321, minutes_likely=60)
    url = f"/fr/problems/{problem.reference}/suppliers/"
    assert url in body(client_of(people.ixelles).get(f"/fr/problems/{problem.reference}/"))
    browser = client_of(people.ixelles)
    browser.get("/fr/problems/")
    with django_assert_max_num_queries(MOST):
        page = body(browser.get(url))
    cases = sum(one.cases or 0 for one in problem.declarations.all())
    whole = format_whole(cases)
    assert cases > 4321 and whole not in page and "…" in page
    assert whole in body(client_of(people.secretariat).get(url))


def test_who_does_not_know_which_cpas_answered_does_not_read_it(people, problem, software, client_of):
    url = f"/fr/problems/{problem.reference}/suppliers/"
    answers = {
        name: client_of(getattr(people, name)).get(url).status_code for name in ("spp_is", "observer", "stranger")
    }
    assert answers == {"spp_is": 403, "observer": 403, "stranger": 404}
    assert url not in body(client_of(people.spp_is).get(f"/fr/problems/{problem.reference}/"))
