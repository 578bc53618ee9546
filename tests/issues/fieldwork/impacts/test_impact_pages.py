"""What problems cost, as pages say it: to a CPAS, to the secretariat, to the other benches."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.organisations.models import Organisation
from issues.fieldwork.impacts.actions.declaring import update_tally
from issues.fieldwork.impacts.actions.totals import rebuild_totals
from issues.fieldwork.impacts.models import Declaration
from issues.problems.records.actions.lifecycle import move_problem
from issues.problems.records.states import LIVING
from issues.problems.taxonomies.models import Term
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.fieldwork.impacts.test_impacts import CAST
from tests.issues.pages import body, checked, filled_in, flagged, said, value_of
from tests.issues.steps import declare, deliver, judge, propose, stand
from tests.scenes import scene

TOTALS = "/fr/impact/"
MEMBERS = [name for name in CAST if name not in ("stranger", "administrator")]


def text_of(client_of, person, url: str) -> str:
    return body(client_of(person).get(url))


def declare_for(organisation, problem, person, **volumes) -> None:
    """A further CPAS that has no person of the cast."""
    Declaration.objects.create(
        problem=problem,
        organisation=organisation,
        declared_by=person,
        declared_at=problem.filed_at,
        **{"answer": "a"} | volumes,
    )


@scene
def three(people, problem):
    """Three CPAS affected: 12, 30 and 18 cases; 4, 5 and 3 hours."""
    declare(people.molenbeek, problem, cases=30, minutes_likely=10)
    declare(people.jette, problem, cases=18, minutes_likely=10)
    return problem


@pytest.mark.parametrize("name", MEMBERS)
def test_totals_say_cases_hours_and_coverage_to_every_member(people, three, client_of, name):
    page = client_of(getattr(people, name)).get(TOTALS)
    assert (page.context["concerned"], page.context["all"]) == (3, 19)
    assert (page.context["cases"], page.context["hours"]) == ("60", "12")
    assert re.findall(r"\d+", page.context["coverage"]) == ["3", "19", "1"]
    assert page.context["of_hours"] == {"words": "chiffres de 3 CPAS sur 19", "partial": True, "percent": 15}


@pytest.mark.parametrize("name", MEMBERS)
def test_sums_that_rest_on_one_centre_are_left_out_but_for_the_secretariat(people, problem, client_of, name):
    context = client_of(getattr(people, name)).get(TOTALS).context
    whole = name == "secretariat"
    assert (context["cases"], context["hours"]) == (("12", "4") if whole else ("…", "…"))
    assert context["left_out"] == (0 if whole else 1)
    assert context["concerned"] == 1


def test_what_is_shown_adds_up_from_what_is_shown(people, spaces, three, client_of):
    """Total less shown rows is nought: nothing of the small problem is found by subtraction."""
    chain, other = Term.objects.of("chain")[:2]
    alone = filed(people.ixelles, spaces.common, chain=chain, impact={"cases": 777, "minutes_likely": 60})
    filed(people.molenbeek, spaces.common, chain=other, impact={"cases": 555})
    declare(people.jette, alone, cases=100)
    context = client_of(people.federation).get(TOTALS).context
    table = next(table for table in context["tables"] if table["scheme"] == "chain")
    assert [(row["label"], row["cases"], row["concerned"]) for row in table["rows"]] == [
        (str(chain), "…", 2),
        (str(other), "…", 1),
        (table["rows"][2]["label"], "60", 3),
    ]
    assert (context["cases"], context["left_out"]) == ("60", 2)
    assert all(number not in text_of(client_of, people.federation, TOTALS) for number in ("777", "555", "877", "1492"))


def test_the_secretariat_reads_everything(people, spaces, three, client_of):
    filed(people.ixelles, spaces.common, impact={"cases": 777})
    assert client_of(people.secretariat).get(TOTALS).context["cases"] == "837"


@pytest.mark.parametrize("name", ["spp_is", "observer"])
def test_the_strip_of_totals_names_nobody_to_other_benches(people, three, client_of, name):
    page = text_of(client_of, getattr(people, name), TOTALS)
    assert 'd="M6 0v24M22 0v24M38 0v24"' in page
    assert 'tabindex="0" role="img"' not in page
    assert "Ixelles" not in page


def test_rows_lead_to_the_list(people, spaces, client_of):
    chain = Term.objects.of("chain")[0]
    filed(people.ixelles, spaces.common, chain=chain)
    page = text_of(client_of, people.ixelles, TOTALS)
    living = "&amp;".join(f"state={state.value}" for state in LIVING)
    assert f'href="/fr/problems/?{living}&amp;chain={chain.pk}"' in page
    assert f'href="/fr/problems/?{living}&amp;severity=2"' in page


@pytest.mark.parametrize("state", ["verified", "closed"])
def test_what_is_solved_costs_no_more(people, spaces, three, client_of, state):
    second = filed(people.ixelles, spaces.common, impact={"cases": 6, "minutes_likely": 10})
    for by in (people.molenbeek, people.jette):
        declare(by, second, cases=6, minutes_likely=10)
    assert client_of(people.spp_is).get(TOTALS).context["hours"] == "15"
    stand(second, "deployed")
    rebuild_totals()
    assert client_of(people.spp_is).get(TOTALS).context["hours"] == "15"
    if state == "closed":
        move_problem(by=people.secretariat, problem=second, target="closed", reason="Sans suite.")
    else:
        stand(second, "solution_proposed")
        solution = propose(people.spp_is, second)
        deliver(people, solution)
        for by in (people.ixelles, people.molenbeek, people.jette):
            judge(by, solution, "w")
    assert client_of(people.spp_is).get(TOTALS).context["hours"] == "12"
    assert client_of(people.spp_is).get(TOTALS).context["of_hours"]["words"] == "chiffres de 3 CPAS sur 19"


def test_a_sum_of_little_coverage_looks_like_one(people, three, client_of):
    """Whoever answers without a number is not in the sum; whoever is not affected is."""
    url = f"/fr/problems/{three.reference}/"
    declare(people.jette, three, "u")
    impact = client_of(people.secretariat).get(url).context["impact"]
    assert impact["of_hours"] == {"words": "chiffres de 2 CPAS sur 19", "partial": True, "percent": 10}
    assert '<strong class="partial">9</strong>' in text_of(client_of, people.secretariat, url)
    for place in Organisation.objects.cpas().exclude(declarations__problem=three):
        declare_for(place, three, people.jette, answer="n")
    update_tally(three)
    impact = client_of(people.secretariat).get(url).context["impact"]
    assert (impact["of_hours"]["words"], impact["of_hours"]["partial"]) == ("chiffres de 18 CPAS sur 19", False)


def test_an_empty_page_teaches(people, spaces, client_of):
    assert said("fr", "No CPAS has declared anything yet") in text_of(client_of, people.ixelles, TOTALS)
    filed(people.federation, spaces.common, impact={})
    assert said("fr", "No CPAS has declared anything yet") in text_of(client_of, people.ixelles, TOTALS)


def test_problems_of_a_lane_that_one_does_not_read_are_not_counted(people, spaces, three, client_of):
    filed(people.federation, spaces.federations, impact={})
    assert client_of(people.ixelles).get(TOTALS).context["coverage"].split("·")[1].strip()[0] == "2"
    assert client_of(people.spp_is).get(TOTALS).context["coverage"].split("·")[1].strip()[0] == "1"


def test_the_totals_cost_the_same_however_many_problems(people, spaces, three, client_of):
    browser = client_of(people.ixelles)
    counts = []
    for _ in range(2):
        browser.get(TOTALS)
        with CaptureQueriesContext(connection) as captured:
            browser.get(TOTALS)
        counts.append(len(captured))
        for title in ("Deux", "Trois"):
            filed(people.ixelles, spaces.common, title=title, chain=Term.objects.of("chain")[0])
    assert counts[0] == counts[1] <= 8


def test_a_centre_sees_itself_beside_three_others_without_their_names(people, three, client_of):
    url = f"/fr/problems/{three.reference}/"
    page = client_of(people.ixelles).get(url)
    assert page.context["impact"]["compared"]["rows"] == []
    fourth = organisation_of(people.jette).__class__.objects.get(name_fr="CPAS d’Evere")
    declare_for(fourth, three, people.jette, cases=47, minutes_low=10, minutes_likely=10, minutes_high=10)
    row = client_of(people.ixelles).get(url).context["impact"]["compared"]["rows"][0]
    assert (row["own"], row["low"], row["middle"], row["high"]) == ("12", "25", "30", "40")


@pytest.mark.parametrize("name", ["federation", "secretariat", "spp_is", "observer"])
def test_who_is_no_centre_is_compared_with_nobody(people, three, client_of, name):
    assert (
        client_of(getattr(people, name)).get(f"/fr/problems/{three.reference}/").context["impact"]["compared"] is None
    )


def test_a_centre_without_volumes_is_compared_with_nobody(people, three, client_of):
    declare(people.jette, three, "n")
    assert client_of(people.jette).get(f"/fr/problems/{three.reference}/").context["impact"]["compared"] is None


@pytest.mark.parametrize("name", ["molenbeek", "federation", "spp_is", "observer"])
def test_a_case_hides_the_volumes_of_one_centre_from_the_others(people, spaces, client_of, name):
    problem = filed(people.ixelles, spaces.common, impact={"cases": 987, "minutes_likely": 60})
    page = client_of(getattr(people, name)).get(f"/fr/problems/{problem.reference}/")
    assert (page.context["impact"]["hours"], page.context["impact"]["cases"]) == ("…", None)
    assert not re.search(r"\b987\b", body(page))


@pytest.mark.parametrize("name", ["ixelles", "secretariat"])
def test_a_case_shows_them_to_that_centre_and_the_secretariat(people, spaces, client_of, name):
    problem = filed(people.ixelles, spaces.common, impact={"cases": 987, "minutes_likely": 60})
    page = client_of(getattr(people, name)).get(f"/fr/problems/{problem.reference}/")
    assert page.context["impact"]["cases"] == page.context["impact"]["hours"] == "987"


@pytest.mark.parametrize("name", ["spp_is", "observer"])
def test_a_case_and_its_story_name_no_centre_that_declared_to_other_benches(people, three, client_of, name):
    for path in ("", "timeline/"):
        page = text_of(client_of, getattr(people, name), f"/fr/problems/{three.reference}/{path}")
        assert "Jette" not in page
        assert "Molenbeek" not in page


def test_the_strip_of_a_solution_tells_other_benches_nothing_of_places(people, three, client_of):

    solution = propose(people.spp_is, three)
    deliver(people, solution)
    page = text_of(client_of, people.spp_is, f"/fr/solutions/{solution.pk}/")
    assert 'd="M0 12h12M16 12h12M32 12h12"' in page


def test_the_page_offers_three_answers_and_every_field(people, three, client_of):
    page = client_of(people.jette).get(f"/fr/problems/{three.reference}/impact/")
    assert checked(page, "answer") == ["a"]
    assert (value_of(page, "cases"), value_of(page, "minutes_likely"), value_of(page, "minutes_low")) == (
        "18",
        "10",
        "",
    )
    assert 'name="workaround_minutes"' in body(page)


def test_a_declaration_is_kept_with_its_workaround(people, three, client_of):
    facts = {
        "answer": "a",
        "cases": "4",
        "workaround": "Un appel.",
        "workaround_minutes": "7",
        "last_seen_on": "2025-07-01",
    }
    browser, url = client_of(people.jette), f"/fr/problems/{three.reference}/impact/"
    response = browser.post(url, filled_in(browser.get(url)) | facts)
    assert response.status_code == 302
    kept = three.declarations.get(organisation=organisation_of(people.jette))
    assert (kept.workaround, kept.workaround_minutes, str(kept.last_seen_on)) == ("Un appel.", 7, "2025-07-01")


def test_what_was_declared_before_is_shown_to_that_centre(people, three, client_of):
    declare(people.jette, three, "n")
    page = client_of(people.jette).get(f"/fr/problems/{three.reference}/impact/")
    assert [(row["answer"], row["cases"]) for row in page.context["history"]][1] == (
        page.context["history"][1]["answer"],
        18,
    )
    assert len(page.context["history"]) == 2
    assert "Function of jette" in body(page)
    assert client_of(people.ixelles).get(f"/fr/problems/{three.reference}/impact/").context["history"][0]["cases"] == 12


@pytest.mark.parametrize("name", MEMBERS)
def test_the_secretariat_reads_what_each_centre_declared(people, three, client_of, name):
    declare(people.jette, three, cases=654)
    response = client_of(getattr(people, name)).get(f"/fr/problems/{three.reference}/declarations/")
    assert response.status_code == (200 if name == "secretariat" else 403)
    if name == "secretariat":
        assert [(str(organisation), len(history)) for organisation, history in response.context["rows"]] == [
            ("CPAS d’Ixelles", 1), ("CPAS de Jette", 2), ("CPAS de Molenbeek-Saint-Jean", 1),
        ]  # fmt: skip
        assert "654" in body(response)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"cases": "1"}, {"answer"}),
        ({"answer": "a", "cases": "-1"}, {"cases"}),
        ({"answer": "a", "workaround_minutes": "x"}, {"workaround_minutes"}),
        ({"answer": "a", "minutes_low": "9", "minutes_likely": "3"}, {"minutes_low"}),
    ],
)
def test_what_cannot_be_declared_is_flagged_and_not_stored(people, three, client_of, facts, fields):
    before = three.declarations.get(organisation=organisation_of(people.jette)).declared_at
    response = client_of(people.jette).post(f"/fr/problems/{three.reference}/impact/", facts)
    assert response.status_code == 422
    assert flagged(response) == fields
    assert three.declarations.get(organisation=organisation_of(people.jette)).declared_at == before


def test_numbers_and_days_are_understood_as_people_write_them(people, three, client_of):
    facts = {"answer": "a", "cases": "1\u202f250", "minutes_likely": "7,5", "minutes_low": "", "minutes_high": ""}
    browser, url = client_of(people.jette), f"/fr/problems/{three.reference}/impact/"
    opened = filled_in(browser.get(url)) | facts | {"first_seen_on": "15-sept-25"}
    assert browser.post(url, opened).status_code == 302
    kept = three.declarations.get(organisation=organisation_of(people.jette))
    assert (kept.cases, kept.minutes_likely, str(kept.first_seen_on)) == (1250, 8, "2025-09-15")


@pytest.mark.parametrize(
    ("name", "text"),
    [("cases", "12 à 15"), ("cases", "2,5"), ("cases", "5 ou 6"), ("minutes_likely", "12-15"), ("cases", "1,250"),
     ("first_seen_on", "15/09/0025"), ("first_seen_on", "15/09/2135"), ("last_seen_on", "31/02/2026")],
)  # fmt: skip
def test_what_is_not_understood_comes_back_as_it_was_written(people, three, client_of, name, text):
    response = client_of(people.jette).post(f"/fr/problems/{three.reference}/impact/", {"answer": "a", name: text})
    assert response.status_code == 422 and flagged(response) == {name}
    assert value_of(response, name) == text
    assert f"« {text} »".replace(" ", "\u00a0") in body(response).replace(" ", "\u00a0")
    assert three.declarations.get(organisation=organisation_of(people.jette)).cases == 18


def test_a_workaround_has_the_length_that_its_writer_saw(people, three, client_of):
    text = "\r\n".join(["x" * 49] * 20)
    assert (len(text), len(text.replace("\r\n", "\n"))) == (1018, 999)
    browser, url = client_of(people.jette), f"/fr/problems/{three.reference}/impact/"
    response = browser.post(url, filled_in(browser.get(url)) | {"workaround": text})
    assert response.status_code == 302
    assert three.declarations.get(organisation=organisation_of(people.jette)).workaround == text.replace("\r\n", "\n")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_we_have_this_too_opens_a_form_that_says_so(people, problem, client_of, language):
    browser, case = client_of(people.jette), f"/{language}/problems/{problem.reference}/"
    assert f'href="{case}impact/"' in body(browser.get(case))
    assert checked(browser.get(f"{case}impact/"), "answer") == ["a"]
    assert checked(browser.get(f"{case}impact/?answer=n"), "answer") == ["n"]
    declare(people.jette, problem, answer="u")
    assert checked(browser.get(f"{case}impact/?answer=a"), "answer") == ["u"]
