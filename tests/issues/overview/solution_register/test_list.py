"""The list of solutions: what it is narrowed by, what it counts, in which lanes, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.organisations.queries import names_of_organisations
from issues.overview.solution_register.filters import SolutionFilters
from issues.overview.solution_register.queries import counts_of
from issues.resolution.solutions.actions.lifecycle import translate_solution
from issues.resolution.solutions.models import Solution
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.pages import body
from tests.issues.steps import declare, deliver, judge, propose
from tests.scenes import scene

pytestmark = pytest.mark.column


@scene
def shelf(people, spaces, problem):
    """Four solutions: delivered to Ixelles and Molenbeek, overdue, one more, and one among the federations."""
    declare(people.ixelles, problem, cases=1)
    declare(people.molenbeek, problem, cases=1)
    delivered = propose(people.spp_is, problem, title="Livrée")
    deliver(people, delivered)
    late = propose(people.spp_is, problem, title="Attendue", due_on="2026-01-30")
    other = propose(people.federation, problem, title="Autre", text="Un guide du guichet.")
    hidden = propose(people.federation, filed(people.federation, spaces.federations), title="Entre nous")
    return {"delivered": delivered, "late": late, "other": other, "hidden": hidden}


def shown(browser, query: str = "", language: str = "fr") -> set[str]:
    page = browser.get(f"/{language}/solutions/?{query}")
    assert page.status_code == 200
    return {row["solution"].title for row in page.context["rows"]}


QUERIES = [
    ("ixelles", "", {"Livrée", "Attendue", "Autre", "Entre nous"}),
    ("spp_is", "", {"Livrée", "Attendue", "Autre"}),
    ("observer", "", {"Livrée", "Attendue", "Autre"}),
    ("ixelles", "state=delivered&state=verified", {"Livrée"}),
    ("ixelles", "overdue=1", {"Attendue"}),
    ("ixelles", "lane=federations", {"Entre nous"}),
    ("spp_is", "lane=federations", {"Livrée", "Attendue", "Autre"}),
    ("ixelles", "q=guichet", {"Autre"}),
    ("ixelles", "state=nonsense&owner=abc&before=x", {"Livrée", "Attendue", "Autre", "Entre nous"}),
    ("molenbeek", "verdict=1", {"Livrée"}),
    ("ixelles", "verdict=1", set()),
    ("jette", "verdict=1", set()),
]


@pytest.mark.parametrize(("name", "query", "titles"), QUERIES)
def test_the_list_is_narrowed_within_the_lanes_that_one_reads(people, shelf, client_of, name, query, titles):
    judge(people.ixelles, shelf["delivered"], "w")
    assert shown(client_of(getattr(people, name)), query) == titles


def test_the_list_is_narrowed_by_owner(people, shelf, client_of):
    owner = organisation_of(people.federation).pk
    assert shown(client_of(people.spp_is), f"owner={owner}") == {"Autre"}


@pytest.mark.parametrize("name", ["ixelles", "spp_is", "stranger"])
@pytest.mark.parametrize("filters", [{}, {"state": ("proposed",)}, {"overdue": True}, {"q": "guide"}], ids=str)
def test_numbers_count_what_would_be_shown_and_no_other_lane(people, shelf, name, filters):
    person = getattr(people, name)
    counts = counts_of(person, SolutionFilters(**filters))

    def number(**changes) -> int:
        asked = SolutionFilters(**{**filters, **changes})
        found = Solution.objects.visible_to(person).filter(asked.ties(person))
        for part in asked.columns(person).values():
            found = found.filter(part)
        return found.count()

    assert counts.total == number()
    assert all((counts.of("state", one) or 0) == number(state=(one,)) for one in ("proposed", "delivered", "agreed"))
    assert all((counts.of("owner", pk) or 0) == number(owner=pk) for pk in names_of_organisations())
    assert (counts.of("overdue", 1) or 0) == number(overdue=True)


@pytest.mark.parametrize(("language", "title"), [("fr", "Attendue"), ("nl", "Verwacht")])
def test_titles_speak_the_readers_language(people, shelf, client_of, language, title):
    translate_solution(by=people.spp_is, solution=shelf["late"], title="Verwacht", summary="")
    page = body(client_of(people.jette).get(f"/{language}/solutions/"))
    assert f'lang="{language}">{title}</a>' in page


def test_pages_of_fifty_follow_one_another(people, problem, client_of):
    for number in range(52):
        propose(people.spp_is, problem, title=f"Solution {number:02}")
    browser = client_of(people.jette)
    first = browser.get("/fr/solutions/?sort=proposed")
    older = browser.get(f"/fr/solutions/{first.context['older']}")
    titles = [row["solution"].title for page in (first, older) for row in page.context["rows"]]
    assert titles == [f"Solution {number:02}" for number in reversed(range(52))]


def test_in_the_order_of_their_dates_what_has_none_comes_last(people, problem, client_of):
    days = ["2027-03-01", "", "2026-01-30", "2026-01-30", "2030-12-31"]
    for number, day in enumerate(days):
        propose(people.spp_is, problem, title=f"{number}", due_on=day or None)
    browser = client_of(people.jette)
    page = browser.get("/fr/solutions/")
    assert [row["solution"].title for row in page.context["rows"]] == ["2", "3", "0", "4", "1"]
    assert '<option value="proposed" selected>' not in body(page)


def test_pages_in_the_order_of_their_dates_follow_one_another(people, problem, client_of):
    for number in range(52):
        propose(
            people.spp_is,
            problem,
            title=f"{number:02}",
            due_on=f"2026-01-{number // 2 + 1:02}" if number < 48 else None,
        )
    browser = client_of(people.jette)
    first = browser.get("/fr/solutions/?sort=due")
    older = browser.get(f"/fr/solutions/{first.context['older']}")
    titles = [row["solution"].title for page in (first, older) for row in page.context["rows"]]
    assert titles == [f"{number:02}" for number in range(52)]
    for nonsense in ("0-1", "99999999-1", "1.5-1", "x"):
        assert browser.get(f"/fr/solutions/?sort=due&before={nonsense}").status_code == 200


def test_the_page_costs_at_most_eight_queries_whatever_it_shows(people, shelf, problem, client_of):
    browser, numbers = client_of(people.molenbeek), []
    for _ in range(2):
        browser.get("/fr/solutions/")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/fr/solutions/?q=e&overdue=&lane=common")
        numbers.append(len(captured))
        for title in ("Une", "Deux", "Trois"):
            deliver(people, propose(people.spp_is, problem, title=title))
    assert numbers[0] == numbers[1] <= 8


def test_a_bench_that_may_not_name_centres_sees_how_many_said_what(people, shelf, client_of):
    judge(people.molenbeek, shelf["delivered"], "w")
    page = client_of(people.spp_is).get("/fr/solutions/")
    (strip,) = {row["strip"] for row in page.context["rows"] if row["strip"]}
    judge(people.molenbeek, shelf["delivered"], "t")
    judge(people.ixelles, shelf["delivered"], "w")
    page = client_of(people.spp_is).get("/fr/solutions/")
    assert {row["strip"] for row in page.context["rows"] if row["strip"]} == {strip}


def test_members_only_and_in_the_menu(client, people, client_of):
    assert client.get("/fr/solutions/").status_code in (302, 404)
    assert client_of(people.stranger).get("/fr/solutions/").status_code in (403, 404)
    assert 'href="/nl/solutions/"' in body(client_of(people.jette).get("/nl/dashboard/"))
