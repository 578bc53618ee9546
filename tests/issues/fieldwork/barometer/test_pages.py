"""The weekly pulse as its readers meet it, without JavaScript."""

from datetime import timedelta

import pytest

from issues.fieldwork.barometer.actions.answering import answer_pulse, ask_cpas
from issues.fieldwork.barometer.links import Chosen, link_to
from issues.fieldwork.barometer.models import PulseAnswer
from issues.fieldwork.impacts.models import Declaration
from tests.committee.records import organisation_of, unchanged
from tests.conftest import filed
from tests.issues.fieldwork.barometer.conftest import OVER, WEEK
from tests.issues.fieldwork.impacts.test_impacts import CAST, DECLARERS
from tests.issues.pages import body, checked, filled_in, said, value_of

PAGE = "/fr/pulse/2025-W28/"
LAST = "/fr/pulse/2025-W27/"


@pytest.mark.parametrize("name", CAST)
def test_the_page_is_for_the_people_of_a_cpas(people, asked, client_of, name):
    status = client_of(getattr(people, name)).get(PAGE).status_code
    assert status == (200 if name in DECLARERS else 404)


def test_a_passer_by_signs_in_first_and_comes_back(people, asked, client):
    link = link_to(people.ixelles.pk, WEEK, Chosen(asked.pk, True))
    response = client.get(link)
    assert response.status_code == 302
    assert "/account/login/?next=" in response["Location"]
    assert "chosen%3D" in response["Location"]


@pytest.mark.parametrize("week", ["2025-W29", "2025-W19", "2025-W99", "1999-W01", "2025-W2"])
def test_weeks_that_may_not_be_answered_do_not_exist(people, asked, client_of, week):
    assert client_of(people.ixelles).get(f"/fr/pulse/{week}/").status_code == 404


def test_the_page_asks_and_says_how_far_one_is(people, asked, client_of, spaces):
    second = filed(people.ixelles, spaces.common, title="Deuxième")
    answer_pulse(by=people.ixelles, declaration=second.declarations.get(), week=WEEK, still=True, cases=3)
    page = client_of(people.ixelles).get(PAGE)
    assert (page.context["answered"], page.context["number"]) == (1, 2)
    text = body(page)
    assert asked.problem.reference in text
    assert value_of(page, "cases") == ""
    assert checked(page, "counted") == []
    assert f'id="q-{asked.pk}"' in text


def test_one_click_answers(people, asked, client_of):
    facts = {"still": "1", "cases": "6", "counted": "on"}
    response = client_of(people.ixelles).post(f"{PAGE}{asked.pk}/", facts)
    assert response.status_code == 302
    assert response["Location"] == f"{PAGE}#q-{asked.pk}"
    assert PulseAnswer.objects.values_list("still", "cases", "counted").get() == (True, 6, True)


def test_one_click_says_that_it_is_over_and_then_declares_so(people, asked, client_of):
    browser = client_of(people.ixelles)
    browser.post(f"{PAGE}{asked.pk}/", {"still": "0", "cases": "6"})
    assert PulseAnswer.objects.values_list("still", "cases").get() == (False, None)
    assert f'action="{PAGE}{asked.pk}/declare/"' in body(browser.get(PAGE))
    browser.post(f"{PAGE}{asked.pk}/declare/")
    assert Declaration.objects.get(pk=asked.pk).answer == "n"


def test_one_click_declares_what_was_counted(people, asked, client_of):
    for back in range(4):
        answer_pulse(by=people.ixelles, declaration=asked, week=WEEK - timedelta(weeks=back), still=True, cases=9)
    browser = client_of(people.ixelles)
    assert '<input type="hidden" name="cases" value="39">' in body(browser.get(PAGE))
    browser.post(f"{PAGE}{asked.pk}/declare/", {"cases": "38"})
    assert Declaration.objects.get(pk=asked.pk).cases == 26
    browser.post(f"{PAGE}{asked.pk}/declare/", {"cases": "39"})
    assert Declaration.objects.get(pk=asked.pk).cases == 39


def test_following_a_link_of_the_letter_changes_nothing_until_it_is_confirmed(people, asked, client_of):
    browser = client_of(people.ixelles)
    browser.get(PAGE)
    with unchanged():
        page = browser.get(link_to(people.ixelles.pk, WEEK, Chosen(asked.pk, True)))
    assert '<input type="hidden" name="still" value="1">' in body(page)
    assert '<input type="hidden" name="cases"' not in body(page)
    browser.post(f"{PAGE}{asked.pk}/", {"still": "1"})
    assert PulseAnswer.objects.values_list("still", "cases", "counted").get() == (True, None, False)


@pytest.mark.parametrize("who", ["jette", "ixelles"])
def test_a_link_that_is_not_good_says_so_and_changes_nothing(people, asked, client_of, who):
    link = link_to(people.ixelles.pk, WEEK, Chosen(asked.pk, True))
    link = link if who == "jette" else f"{PAGE}?chosen=abc"
    page = client_of(getattr(people, who)).get(link)
    assert page.status_code == 200
    assert page.context["chosen"] is None
    assert said("fr", "This link has expired, or was meant for somebody else. Nothing was changed.") in body(page)


@pytest.mark.parametrize(
    "facts", [{}, {"still": "x"}, {"still": "1", "cases": "-1"}, {"still": "1", "cases": "beaucoup"}]
)
def test_what_is_not_understood_is_said_and_not_stored(people, asked, client_of, facts):
    response = client_of(people.ixelles).post(f"{PAGE}{asked.pk}/", facts)
    assert response.status_code == 422
    assert not PulseAnswer.objects.exists()


@pytest.mark.parametrize("name", [name for name in CAST if not name.startswith("ixelles")])
def test_nobody_answers_for_another_cpas(people, asked, client_of, name):
    browser = client_of(getattr(people, name))
    for path, facts in (("", {"still": "1"}), ("declare/", {})):
        with unchanged():
            assert browser.post(f"{PAGE}{asked.pk}/{path}", facts).status_code == 404


def test_the_dashboard_leads_to_the_week(people, asked, client_of):
    ask_cpas(organisation=organisation_of(people.ixelles))
    assert f'href="{LAST}"' in body(client_of(people.ixelles).get("/fr/dashboard/"))
    assert LAST not in body(client_of(people.jette).get("/fr/dashboard/"))


def test_without_a_week_the_page_asks_about_the_one_that_is_over(people, asked, client_of):
    assert client_of(people.ixelles).get("/fr/pulse/").context["week"] == OVER


def test_an_empty_week_teaches(people, client_of):
    assert said("fr", "Nothing is asked this week") in body(client_of(people.ixelles).get(PAGE))


def test_the_page_costs_the_same_with_one_row_and_with_three(
    people, asked, client_of, spaces, django_assert_max_num_queries
):
    browser = client_of(people.ixelles)
    browser.get(PAGE)
    with django_assert_max_num_queries(8) as one:
        browser.get(PAGE)
    for title in ("Deuxième", "Troisième"):
        declaration = filed(people.ixelles, spaces.common, title=title).declarations.get()
        answer_pulse(by=people.ixelles, declaration=declaration, week=WEEK, still=True, cases=3)
    browser.get(PAGE)
    with django_assert_max_num_queries(8) as three:
        browser.get(PAGE)
    assert len(three) == len(one)


@pytest.mark.parametrize("text", ["12 à 15", "2,5", "5 of 6"])
def test_what_is_not_understood_stands_in_its_row_as_it_was_written(people, asked, client_of, spaces, text):
    filed(people.ixelles, spaces.common, title="Deuxième")
    response = client_of(people.ixelles).post(f"{PAGE}{asked.pk}/", {"still": "1", "cases": text})
    page = body(response)
    assert response.status_code == 422 and not PulseAnswer.objects.exists()
    assert page.count(f'value="{text}"') == 1 and page.count('aria-invalid="true"') == 1
    assert page.index(f'id="q-{asked.pk}"') < page.index('id="id_cases"')


def test_a_number_with_its_thousands_is_counted_and_none_is_asked_for_where_it_is_over(people, asked, client_of):
    browser = client_of(people.ixelles)
    browser.post(f"{PAGE}{asked.pk}/", {"still": "1", "cases": "1 250"})
    assert PulseAnswer.objects.values_list("still", "cases").get() == (True, 1250)
    opened = filled_in(browser.get(PAGE), f"{asked.pk}/")
    browser.post(f"{PAGE}{asked.pk}/", opened | {"still": "0", "cases": "5 ou 6"})
    assert PulseAnswer.objects.values_list("still", "cases").get() == (False, None)


def test_no_browser_takes_part_of_the_number(people, asked, client_of):
    page = body(client_of(people.ixelles).get(PAGE))
    assert 'type="number"' not in page and 'inputmode="numeric"' in page
