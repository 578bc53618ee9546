"""Many problems at once: all of them or none, with the reasons for each refusal, for those who may."""

import pytest

from committee.journal.models import Entry
from issues.overview.register.queries import lists as queries
from issues.problems.records.models import Problem
from issues.problems.taxonomies.models import Term
from tests.committee.records import unchanged
from tests.conftest import filed
from tests.issues.overview.register.conftest import moved
from tests.issues.pages import body
from tests.issues.steps import PHONE
from tests.scenes import scene

pytestmark = pytest.mark.column

URL = "/fr/problems/together/"


@scene
def two(people, spaces):
    """Two problems that were filed."""
    return [filed(people.ixelles, spaces.common, title=f"Titre {number}") for number in range(2)]


def sent(browser, problems, **words):
    return browser.post(URL, {"problem": [problem.reference for problem in problems], **words})


def test_chosen_problems_are_moved_and_sorted(people, two, client_of):
    chain = Term.objects.of("chain").first()
    back = "state=filed&sort=filed"
    words = {"move": "closed", "reason": "Réglé.", "severity": "4", "chain": chain.pk, "back": back}
    response = sent(client_of(people.federation), two, **words)
    assert (response.status_code, response["Location"]) == (302, "/fr/problems/?state=filed&sort=filed")
    rows = set(Problem.objects.values_list("state", "state_reason", "severity", "chain"))
    assert rows == {("closed", "Réglé.", 4, chain.pk)}
    assert Entry.objects.filter(verb="problem.closed").count() == 2


def test_the_secretariat_gives_them_to_somebody(people, two, client_of):
    assert sent(client_of(people.secretariat), two, owner=people.secretariat.pk).status_code == 302
    assert set(Problem.objects.values_list("owner", flat=True)) == {people.secretariat.pk}
    assert sent(client_of(people.secretariat), two, owner="none").status_code == 302
    assert set(Problem.objects.values_list("owner", flat=True)) == {None}


def test_one_refusal_leaves_all_as_they_were_and_says_why(people, two, client_of):
    moved(two[1], "verified")
    browser = client_of(people.federation)
    with unchanged():
        response = sent(browser, two, move="qualified", severity="4")
    assert response.status_code == 422
    assert [one.problem.reference for one in response.context["refused"]] == [two[1].reference]
    page = body(response)
    assert page.count('name="problem"') == 2
    assert '<option value="4" selected' in page


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"move": "nonsense"},
        {"move": "merged"},
        {"severity": "9"},
        {"chain": "x"},
        {"owner": "x"},
        {"move": "closed", "reason": PHONE},
    ],
)
def test_what_makes_no_sense_is_not_done(people, two, client_of, words):
    response = sent(client_of(people.secretariat), two, **words)
    assert response.status_code == 422
    assert set(Problem.objects.values_list("state", "severity", "owner")) == {("filed", 2, None)}


def test_closing_demands_a_reason(people, two, client_of):
    with unchanged():
        assert sent(client_of(people.secretariat), two, move="closed").status_code == 422


def test_nothing_chosen_and_too_much_chosen_are_said(people, two, client_of, monkeypatch):
    browser = client_of(people.secretariat)
    with unchanged():
        assert sent(browser, [], severity="4").status_code == 422
        monkeypatch.setattr(queries, "TOGETHER", 1)
        assert sent(browser, two, severity="4").status_code == 422


def test_problems_of_other_lanes_are_not_there(people, spaces, two, client_of):
    hidden = filed(people.spp_is, spaces.administration, title="Caché")
    response = sent(client_of(people.federation), [hidden], severity="4")
    assert response.status_code == 422
    assert hidden.reference not in body(response)
    assert Problem.objects.get(pk=hidden.pk).severity == 2


@pytest.mark.parametrize("name", ["ixelles", "spp_is", "editor", "observer"])
def test_only_who_triages(people, two, client_of, name):
    with unchanged():
        assert sent(client_of(getattr(people, name)), two, severity="4").status_code == 403
    assert client_of(people.secretariat).get(URL).status_code == 405
