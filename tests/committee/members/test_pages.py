"""The directory and the pages of people: what is seen, by whom, and at what cost."""

import pytest

from committee.absences.models import Absence
from committee.people.models import Person
from tests.committee.absences.test_absences import away

PEOPLE = "/fr/people/"


def page_of(person: Person, rest: str = "") -> str:
    return f"{PEOPLE}{person.pk}/{rest}"


@pytest.mark.parametrize(
    ("name", "status"),
    [("administrator", 200), ("secretariat", 200), ("ixelles", 200), ("observer", 200), ("stranger", 404)],
)
def test_who_comes_to_the_directory(people, client_of, name, status):
    assert client_of(getattr(people, name)).get(PEOPLE).status_code == status


def test_a_passer_by_signs_in_first(client, people):
    for url in (PEOPLE, page_of(people.ixelles), page_of(people.ixelles, "change/"), page_of(people.ixelles, "leave/")):
        assert client.get(url)["Location"].startswith("/fr/account/login/")


def test_it_is_searched_by_function_and_organisation_in_both_languages(people, client_of):
    browser = client_of(people.ixelles)
    for words in ("molenbeek", "Sint-Jans", "Function of molen", "cpas molenbeek"):
        page = browser.get(PEOPLE, {"q": words}).content.decode()
        assert "Function of molenbeek" in page and "Function of jette" not in page, words
    assert "Function of molenbeek" not in browser.get(PEOPLE, {"q": "molenbeek@example"}).content.decode()
    told = client_of(people.secretariat).get(PEOPLE, {"q": "molenbeek@example"}).content.decode()
    assert "Function of molenbeek" in told


def test_it_is_narrowed_to_an_organisation(people, client_of):
    place = people.jette.memberships.get().organisation_id
    page = client_of(people.ixelles).get(PEOPLE, {"organisation": place}).content.decode()
    assert "Function of jette" in page and "Function of molenbeek" not in page


def test_closed_accounts_are_shown_to_the_secretariat_alone(people, client_of):
    Person.objects.filter(pk=people.jette.pk).update(is_active=False)
    assert "Function of jette" not in client_of(people.ixelles).get(PEOPLE, {"left": "1"}).content.decode()
    assert client_of(people.ixelles).get(page_of(people.jette)).status_code == 404
    assert "Function of jette" in client_of(people.secretariat).get(PEOPLE, {"left": "1"}).content.decode()


@pytest.mark.parametrize(
    ("name", "address"),
    [("ixelles", True), ("ixelles_coordination", True), ("secretariat", True), ("administrator", True)]
    + [(name, False) for name in ("molenbeek", "federation", "spp_is", "observer")],
)
def test_an_address_is_shown_to_who_manages_its_person(people, client_of, name, address):
    page = client_of(getattr(people, name)).get(page_of(people.ixelles))
    assert ("ixelles@example.org" in page.content.decode()) is address


MANAGED = {"ixelles_coordination", "secretariat", "administrator"}


@pytest.mark.parametrize("name", ["ixelles_coordination", "secretariat", "administrator", "molenbeek", "federation"])
def test_what_may_be_changed_by_whom(people, client_of, name):
    browser = client_of(getattr(people, name))
    for rest in ("change/", "leave/", "absence/"):
        assert browser.get(page_of(people.ixelles, rest)).status_code == (200 if name in MANAGED else 404), rest
    assert ("/change/" in browser.get(page_of(people.ixelles)).content.decode()) is (name in MANAGED)


def test_a_function_and_a_place_are_changed(people, client_of):
    browser = client_of(people.ixelles_coordination)
    place = people.ixelles.memberships.get()
    sent = {"what": "function", "function_fr": "Juriste", "function_nl": "Jurist"}
    page = browser.get(page_of(people.ixelles, "change/")).content.decode()
    sent["version"] = page.partition('name="version" value="')[2].partition('"')[0]
    assert browser.post(page_of(people.ixelles, "change/"), sent).status_code == 302
    assert Person.objects.get(pk=people.ixelles.pk).function_fr == "Juriste"
    code = f"place{place.pk}"
    sent = {"what": code, f"{code}-organisation": place.organisation_id, f"{code}-role": "coordinator"}
    assert browser.post(page_of(people.ixelles, "change/"), sent).status_code == 302
    assert people.ixelles.memberships.get(ended_on=None).role == "coordinator"
    refused = browser.post(page_of(people.ixelles, "change/"), sent | {f"{code}-role": "editor"})
    assert refused.status_code == 302 and people.ixelles.memberships.get(ended_on=None).role == "coordinator"


def test_an_absence_is_announced_shown_and_ended(people, client_of):
    browser = client_of(people.ixelles)
    sent = {"begins_on": "2999-07-01", "ends_on": "2999-07-14", "substitute": people.ixelles_coordination.pk}
    assert browser.post(page_of(people.ixelles, "absence/"), sent).status_code == 422
    absence = away(people)
    for url in (page_of(people.ixelles), PEOPLE):
        assert "Function of ixelles_coordination" in client_of(people.molenbeek).get(url).content.decode()
    assert client_of(people.molenbeek).post(page_of(people.ixelles, f"absence/{absence.pk}/end/")).status_code == 403
    assert browser.post(page_of(people.ixelles, f"absence/{absence.pk}/end/")).status_code == 302
    assert not Absence.objects.filter(pk=absence.pk).exists()


def test_a_departure_from_its_page(people, client_of):
    browser = client_of(people.ixelles_coordination)
    assert browser.get(page_of(people.ixelles, "leave/")).status_code == 200
    assert browser.post(page_of(people.ixelles, "leave/")).status_code == 302
    assert not Person.objects.get(pk=people.ixelles.pk).is_active


@pytest.mark.column
def test_pages_cost_the_same_whatever_they_list(people, client_of, django_assert_max_num_queries):
    away(people)
    browser = client_of(people.secretariat)
    for url, most in ((PEOPLE, 8), (page_of(people.ixelles), 9), (page_of(people.ixelles, "change/"), 12)):
        browser.get(url)
        with django_assert_max_num_queries(most):
            browser.get(url)
