"""The tracker as table, timeline and by owner: the same solutions, what is overdue first, found by number, at a fixed cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.journal import clock
from issues.resolution.solutions.actions.arranging import add_dependency
from issues.resolution.solutions.actions.lifecycle import set_due_date
from issues.resolution.solutions.actions.publicity import open_to_public
from tests.conftest import filed
from tests.issues.pages import body
from tests.issues.resolution.solutions.test_publicity import WORDS
from tests.issues.steps import deliver, move, propose
from tests.scenes import scene

SHAPES = ("", "timeline", "owner")


@scene
def shelf(people, spaces, problem):
    """One without a date, one delivered, one that is late after it was put off, and one among the federations."""
    undated = propose(people.spp_is, problem, title="Sans date")
    delivered = propose(people.spp_is, problem, title="Livrée", due_on=clock.today())
    deliver(people, delivered)
    late = propose(people.federation, problem, title="En retard", due_on=clock.today() - timedelta(days=9))
    move(people.spp_is, late, "agreed")
    put_off = {"due_on": clock.today() - timedelta(days=2), "reason": "Manque de bras."}
    set_due_date(by=people.federation, solution=late, **put_off)
    hidden = propose(people.federation, filed(people.federation, spaces.federations), title="Entre nous")
    return {"undated": undated, "delivered": delivered, "late": late, "hidden": hidden}


def titles(browser, query: str) -> list[str]:
    return [row["solution"].title for row in browser.get(f"/fr/solutions/?{query}").context["rows"]]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("name", "hidden"), [("ixelles", False), ("spp_is", True), ("observer", True)])
def test_each_shape_shows_the_same_to_each_reader(people, shelf, client_of, shape, name, hidden):
    found = set(titles(client_of(getattr(people, name)), f"as={shape}"))
    assert found == {"Sans date", "Livrée", "En retard"} | (set() if hidden else {"Entre nous"})


@pytest.mark.parametrize("shape", ["", "timeline"])
def test_what_is_overdue_stands_first(people, shelf, client_of, shape):
    assert titles(client_of(people.spp_is), f"as={shape}")[0] == "En retard"


def test_each_owner_stands_once_with_what_is_late(people, shelf, client_of):
    page = client_of(people.ixelles).get("/fr/solutions/?as=owner")
    owners = [(str(one["owner"]), len(one["rows"]), one["late"]) for one in page.context["owners"]]
    assert sorted(owners) == [
        ("Fédération des CPAS bruxellois (Brulocalis)", 2, 1),
        ("SPP Intégration sociale (SPP-IS)", 2, 0),
    ]


def test_the_timeline_is_a_table_with_every_day_in_words(people, shelf, client_of):
    page = body(client_of(people.ixelles).get("/fr/solutions/?as=timeline&overdue=1"))
    assert "reportée une fois" in page and "Échéance d’origine" in page
    assert page.count('class="span-bars"') == 1 and 'class="late"' in page and "style=" not in page


@pytest.mark.parametrize("words", ["SOL-%d", "sol %d", "Sol.%d"])
def test_a_number_finds_its_solution(people, shelf, client_of, words):
    late = shelf["late"]
    assert titles(client_of(people.spp_is), f"q={words % late.pk}") == ["En retard"]
    assert titles(client_of(people.spp_is), f"q={words % shelf['hidden'].pk}") == []


def test_more_filters_narrow_and_stay_with_the_shape(people, shelf, client_of):
    open_to_public(by=people.secretariat, solution=shelf["delivered"], **WORDS)
    browser = client_of(people.ixelles)
    assert titles(browser, "public=1&as=timeline") == ["Livrée"]
    assert titles(browser, "kind=legal") == []
    page = body(browser.get("/fr/solutions/?kind=technical&as=owner"))
    assert 'name="as" value="owner"' in page and "kind=technical&amp;as=timeline" in page


@pytest.mark.parametrize("shape", SHAPES)
def test_it_costs_as_much_with_more_rows(people, shelf, problem, client_of, shape):
    browser, numbers = client_of(people.molenbeek), []
    for _ in range(2):
        browser.get("/fr/solutions/")
        with CaptureQueriesContext(connection) as captured:
            browser.get(f"/fr/solutions/?as={shape}")
        numbers.append(len(captured))
        for title in ("Une", "Deux"):
            add_dependency(
                by=people.spp_is, solution=shelf["undated"], waits_for=propose(people.spp_is, problem, title=title)
            )
    assert numbers[0] == numbers[1] <= 8


def test_the_list_asks_again_when_a_solution_moves(people, shelf, spaces, client_of):
    page = body(client_of(people.ixelles).get("/fr/solutions/?as=timeline"))
    assert f"solutions:{spaces.common.pk}" in page and 'data-url="/fr/solutions/?as=timeline"' in page
