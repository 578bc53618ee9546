"""Filters combine, live in the address, obey the lanes, and leave out what makes no sense."""

import pytest
from django.http import QueryDict

from committee.people.models import Person
from issues.conversation.threads.actions.posts import choose_following
from issues.overview.register.filters import Filters
from issues.overview.register.search_terms import ListQuery, list_query_from
from issues.problems.records.models import Problem
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.overview.register.conftest import listed, merged
from tests.issues.pages import references
from tests.issues.steps import PHONE

pytestmark = pytest.mark.column

QUERIES = [
    ("", [1, 5, 4, 3, 2]),
    ("state=qualified", [2]),
    ("state=qualified&state=filed&severity=4", [4, 2]),
    ("severity=4", [4, 2]),
    ("severity=1&severity=4", [1, 4, 2]),
    ("risk=1", [3]),
    ("mine=on", [1, 5, 3]),
    ("mine=us", [1, 5, 3]),
    ("chain={chain}", [1]),
    ("category={category}", [2]),
    ("tool={tool}", [2]),
    ("service={service}", [4]),
    ("software={software}", [5]),
    ("lane=federations", [3]),
    ("lane=organisation", [5]),
    ("language=fr&mine=me&risk=1", [3]),
    ("language=nl", []),
    ("organisation={organisation}", [2]),
    ("filed_from=2026-03-02&filed_to=2026-03-03", [3, 2]),
    ("filed_from=2/3/26&filed_to=3+mars+2026", [3, 2]),
    ("fact_from=2026-03-11", [1]),
    ("concerned=yes", [1, 5, 3]),
    ("concerned=unanswered", [4, 2]),
    ("state=filed&mine=me&sort=filed", [5, 3, 1]),
    ("sort=filed", [5, 4, 3, 2, 1]),
    ("sort=oldest", [1, 2, 3, 4, 5]),
    ("sort=severity", [4, 2, 5, 3, 1]),
    ("sort=affected", [1, 5, 3, 2, 4]),
    ("state=nonsense", [1, 5, 4, 3, 2]),
    ("severity=x&chain=x&lane=x&language=x&concerned=x&organisation=0&sort=x&as=x", [1, 5, 4, 3, 2]),
    ("filed_from=2026-02-30&filed_to=x&fact_to=9999-01-01", [1, 5, 4, 3, 2]),
    ("chain={category}", [1, 5, 4, 3, 2]),
    ("lane=administration", [1, 5, 4, 3, 2]),
    ("owner=none", [1, 5, 4, 3, 2]),
]


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_the_list_is_narrowed_and_sorted(people, shelf, client_of, query, found):
    problems, terms = shelf
    places = {scheme: of[0].pk for scheme, of in terms.items()} | {"organisation": organisation_of(people.jette).pk}
    assert listed(client_of(people.ixelles), query.format(**places)) == [problems[n - 1].reference for n in found]


def test_what_a_person_follows(people, shelf, client_of):
    problems, _terms = shelf
    choose_following(by=people.federation, thread=problems[1].thread, level="all")
    choose_following(by=people.federation, thread=problems[3].thread, level="none")
    assert listed(client_of(people.federation), "followed=1") == [problems[1].reference]


def test_who_has_taken_a_problem_in_hand(people, shelf, client_of):
    problems, _terms = shelf
    Problem.objects.filter(pk=problems[1].pk).update(owner=people.secretariat)
    browser = client_of(people.secretariat)
    assert listed(browser, "owner=me") == listed(browser, f"owner={people.secretariat.pk}") == [problems[1].reference]
    assert problems[1].reference not in listed(browser, "owner=none")
    assert listed(client_of(people.ixelles), "owner=me") == listed(client_of(people.ixelles))


def test_merged_problems_are_left_out_unless_asked_for(people, shelf, client_of):
    problems, _terms = shelf
    merged(problems[3], problems[1])
    browser = client_of(people.jette)
    assert problems[3].reference not in listed(browser)
    assert listed(browser, "state=merged") == [problems[3].reference]
    assert listed(browser, "state=merged&state=qualified") == [problems[3].reference, problems[1].reference]


@pytest.mark.parametrize(
    ("words", "found"),
    [("accusés", [1]), ("ACCUSE MUET", [1]), ("lent", [4]), ("interne", [5]), ("rien-de-tel", [])],
)
def test_words_are_looked_for(people, indexed, shelf, client_of, words, found):
    problems, _terms = shelf
    assert listed(client_of(people.ixelles), f"q={words}") == [problems[n - 1].reference for n in found]


def test_words_obey_the_lanes(people, indexed, client_of):
    assert listed(client_of(people.spp_is), "q=interne") == listed(client_of(people.spp_is), "q=double") == []


def test_a_reference_finds_its_problem(people, shelf, client_of):
    reference = shelf[0][1].reference
    assert listed(client_of(people.ixelles), f"q={reference}") == [reference]


def test_personal_data_is_explained_and_stands_in_no_link(people, shelf, client_of):
    browser = client_of(people.ixelles)
    response = browser.get("/fr/problems/", {"q": PHONE, "risk": "1"})
    assert (response.status_code, response["Location"]) == (302, "/fr/problems/?risk=1")
    page = browser.get(response["Location"])
    assert "0470" not in page.content.decode()
    assert 'class="notice notice-warning"' in page.content.decode()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(state=("filed", "closed"), severity=(2, 4), risk=True, followed=True, mine="us", language="nl"),
        Filters(q="a&b=c é", lane="common", mine="me"),
    ],
)
def test_an_address_says_what_it_asks_for(people, filters):
    asked = ListQuery(filters)
    assert list_query_from(QueryDict(asked.query), people.ixelles) == asked


def test_the_address_has_one_spelling(people):
    spellings = ("risk=1&state=filed&sort=last&foo=1&before=3-4", "state=filed&risk=on&state=filed&state=x")
    assert {list_query_from(QueryDict(one), people.ixelles).query for one in spellings} == {"state=filed&risk=1"}


def test_the_filters_are_those_of_the_reader(people, shelf, client_of):
    pages = {
        name: client_of(getattr(people, name)).get("/fr/problems/").content.decode()
        for name in ("jette", "federation", "observer")
    }
    assert {name for name, page in pages.items() if 'name="concerned"' in page} == {"jette"}
    assert {name for name, page in pages.items() if 'name="owner"' in page} == {"federation"}
    assert {name for name, page in pages.items() if 'value="administration"' in page} == set()


def test_chips_take_one_filter_off_each(people, shelf, client_of):
    page = client_of(people.ixelles).get("/fr/problems/?risk=1&severity=1&severity=2&sort=filed").content.decode()
    chips = page.split('class="chips">')[1].split("</p>")[0]
    for address in (
        "severity=1&amp;severity=2&amp;sort=filed",
        "severity=2&amp;risk=1&amp;sort=filed",
        "severity=1&amp;risk=1&amp;sort=filed",
    ):
        assert f'href="/fr/problems/?{address}"' in chips


def test_pages_follow_each_other_in_every_order(people, two_pages, client_of):
    browser = client_of(people.jette)
    for sort in ("last", "filed", "oldest", "severity", "affected", "hours"):
        first = browser.get(f"/fr/problems/?sort={sort}&risk=0")
        second = browser.get(f"/fr/problems/{first.context['older']}")
        found = references(first) + references(second)
        assert (len(references(first)), len(found), len(set(found))) == (50, 52, 52), sort
        assert second.context["older"] == "", sort


def test_an_edge_says_nothing_of_other_lanes(people, shelf, client_of):
    for edge in ("1-1", "99999999999999999-1", "x", "0.5-1", "1-" + "9" * 18):
        assert client_of(people.observer).get(f"/fr/problems/?before={edge}").status_code == 200


def test_hours_that_are_masked_do_not_show_in_the_order(people, spaces, client_of):
    small = filed(
        people.ixelles, spaces.common, title="Un seul, beaucoup", impact={"cases": 9000, "minutes_likely": 90}
    )
    none = filed(people.spp_is, spaces.common, title="Personne")
    for person in (people.jette, people.secretariat):
        assert listed(client_of(person), "sort=hours") == [none.reference, small.reference]


def test_nobody_is_told_of_a_person_by_a_filter(people, shelf, client_of):
    stranger = Person.objects.get(email="stranger@example.org")
    assert client_of(stranger).get("/fr/problems/?owner=1").status_code == 404
