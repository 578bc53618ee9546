"""Similar problems while a title is typed: read in lanes, never merged ones, nothing kept and nothing echoed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.access.models import Space
from issues.intake.filing.queries import similar_problems
from issues.problems.records.models import Problem
from issues.problems.records.states import State
from tests.committee.records import organisation_of, unchanged
from tests.conftest import filed
from tests.issues.intake.filing.forms import WORDS, press
from tests.issues.pages import body, said, value_of
from tests.issues.steps import PHONE, declare

pytestmark = [pytest.mark.column, pytest.mark.usefixtures("resembling")]
URL = "/fr/problems/similar/"
REFUSED = "Nothing was looked for: what you typed seems to hold personal data. Describe the situation, not the person."


def ask(browser, title="Pièces manquantes", description="", language="fr"):
    return browser.post(f"/{language}/problems/similar/", {"title": title, "description": description})


def merge(problem: Problem, target: Problem) -> None:
    """Put a problem where a merge puts it."""
    Problem.objects.filter(pk=problem.pk).update(state=State.MERGED, merged_into=target)


def test_an_offer_has_enough_to_judge(people, problem, client_of):
    declare(people.jette, problem, cases=1)
    page = body(ask(client_of(people.molenbeek)))
    assert problem.reference in page and problem.title in page
    assert problem.description in page
    assert 'class="st st-filed"' in page
    assert "2 CPAS concernés" in page
    assert f'name="same" value="{problem.reference}"' in page


def test_it_is_told_in_the_readers_language(people, spaces, client_of):
    words = {"title_other": "Verloren bijlagen", "summary_other": "De bijlagen volgen niet.", "translation": "checked"}
    filed(people.ixelles, spaces.common, **words)
    page = body(ask(client_of(people.molenbeek), "bijlagen", language="nl"))
    assert '<a href="/nl/problems/' in page
    assert 'lang="nl">Verloren bijlagen</a>' in page and "De bijlagen volgen niet." in page


def test_nothing_is_looked_for_without_words(people, problem, client_of):
    assert similar_problems(people.molenbeek, " ", "") == []
    assert said("fr", "No similar problem was found: yours seems to be new.") in body(
        ask(client_of(people.molenbeek), " ")
    )


def test_the_description_helps_where_the_title_finds_little(people, problem, spaces):
    other = filed(people.ixelles, spaces.common, title="Signature absente")
    assert similar_problems(people.molenbeek, "Pièces", "signature") == [problem, other]
    assert similar_problems(people.molenbeek, "rien", "signature") == [other]


def test_at_most_five_are_offered(people, spaces):
    for _ in range(7):
        filed(people.ixelles, spaces.common)
    assert len(similar_problems(people.molenbeek, "Pièces", "jointes")) == 5


@pytest.mark.parametrize("name", ["molenbeek", "spp_is", "secretariat"])
def test_what_one_may_not_read_is_not_offered(people, spaces, client_of, name):
    filed(people.ixelles, Space.objects.own(organisation_of(people.ixelles)), title="Pièces à nous")
    filed(people.spp_is, spaces.administration, title="Pièces de l'administration", impact={})
    titles = {problem.title for problem in similar_problems(getattr(people, name), "Pièces")}
    assert titles == ({"Pièces de l'administration"} if name == "spp_is" else set())


def test_a_merged_problem_stands_back_for_its_target(people, problem, spaces):
    target = filed(people.jette, spaces.common, title="Autre intitulé")
    merge(problem, target)
    assert similar_problems(people.molenbeek, "Pièces") == [target]


def test_problems_merged_into_one_are_offered_once(people, problem, spaces):
    target = filed(people.jette, spaces.common, title="Pièces perdues, ensemble")
    middle = filed(people.jette, spaces.common, title="Pièces, entre les deux")
    merge(middle, target)
    merge(problem, middle)
    assert similar_problems(people.molenbeek, "Pièces") == [target]


def test_a_target_that_one_may_not_read_is_not_offered(people, problem, spaces):
    merge(problem, filed(people.federation, spaces.federations, title="Entre fédérations", impact={}))
    assert similar_problems(people.spp_is, "Pièces") == []


@pytest.mark.parametrize("words", [(f"Pièces {PHONE}", ""), ("", PHONE), (PHONE, PHONE)], ids=["title", "text", "both"])
def test_personal_data_is_not_looked_for_nor_repeated(people, problem, client_of, words):
    with unchanged():
        page = body(ask(client_of(people.molenbeek), *words))
    assert said("fr", REFUSED) in page
    assert "0470" not in page and problem.reference not in page


def test_a_clean_title_is_looked_for_beside_personal_data(people, problem, client_of):
    page = body(ask(client_of(people.molenbeek), "Pièces", f"Pièces {PHONE}"))
    assert problem.reference in page and "0470" not in page


def test_asking_changes_nothing_and_stands_in_no_address(people, problem, client_of):
    browser = client_of(people.molenbeek)
    with unchanged():
        ask(browser)
    assert browser.get(f"{URL}?title=Pièces").status_code == 405


@pytest.mark.parametrize(("name", "status"), [("editor", 403), ("observer", 403), ("stranger", 404)])
def test_only_who_files_is_asked(people, client_of, name, status):
    assert ask(client_of(getattr(people, name))).status_code == status


@pytest.mark.parametrize("name", ["federation", "spp_is"])
def test_who_declares_nothing_is_not_asked_to(people, problem, client_of, name):
    page = body(ask(client_of(getattr(people, name))))
    assert problem.reference in page and 'name="same"' not in page


def test_the_administration_cannot_tell_who_is_concerned(people, problem, spaces, client_of):
    declare(people.jette, problem, "n")
    page = client_of(people.spp_is).post(URL, {"title": "Pièces"})
    own = client_of(people.molenbeek).post(URL, {"title": "Pièces"})
    assert page.context["similar"][0]["strip"] != own.context["similar"][0]["strip"]


def test_it_costs_the_same_for_one_and_for_five(people, problem, spaces, client_of):
    browser = client_of(people.molenbeek)
    ask(browser)
    with CaptureQueriesContext(connection) as one:
        ask(browser)
    for _ in range(4):
        filed(people.ixelles, spaces.common)
    with CaptureQueriesContext(connection) as five:
        assert body(ask(browser)).count("<li>") == 5
    assert len(five) <= len(one) <= 8, [query["sql"][:200] for query in five]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_without_script_a_button_looks_and_loses_nothing(people, problem, client_of, language):
    with unchanged():
        page = press(client_of(people.molenbeek), "look", language=language, title="Pièces", cases="x", description="")
    assert page.status_code == 200
    assert problem.reference in body(page)
    assert [value_of(page, name) for name in ("title", "cases", "submission")] == ["Pièces", "x", WORDS["submission"]]
    assert 'role="alert"' not in body(page)
