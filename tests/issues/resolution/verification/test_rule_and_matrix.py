"""The rule that the secretariat keeps, and who says what of every solution in the field."""

import csv
import io
import re

import pytest
from django.core.exceptions import PermissionDenied

from committee.journal.models import Entry
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.actions.deciding import set_rule
from issues.resolution.verification.models import VerificationRule
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.pages import body
from tests.issues.steps import PHONE, declare, deliver, judge, propose, state_of

RULE, MATRIX = "/fr/solutions/verification/rule/", "/fr/solutions/verification/"
STRICT = {"answered": 100, "works": 100, "risk": True, "reason": "Réunion du 4 mars."}


def test_the_secretariat_sets_the_rule_and_it_is_recorded_with_its_reason(people, spaces):
    set_rule(by=people.secretariat, **STRICT)
    entry = Entry.objects.get(verb="verification.rule_set")
    assert (entry.actor, entry.space, entry.organisation) == (
        people.secretariat,
        spaces.common,
        organisation_of(people.secretariat),
    )
    assert entry.data["reason"] == "Réunion du 4 mars."


@pytest.mark.parametrize("name", ["federation", "editor", "ixelles", "spp_is", "observer", "stranger", "administrator"])
def test_nobody_else_sets_the_rule(people, name):
    with unchanged(), pytest.raises(PermissionDenied):
        set_rule(by=getattr(people, name), **STRICT)


def test_what_is_verified_stays_so_until_something_is_said_of_it_again(people, asked):
    judge(people.ixelles, asked, "w")
    assert state_of(asked) == "verified"
    set_rule(by=people.secretariat, **STRICT)
    assert state_of(asked) == "verified"
    judge(people.ixelles, asked, "w", "Toujours bien.")
    assert state_of(asked) == "delivered"


SENT = {"answered": "60", "works": "90", "risk": "on", "reason": "Réunion du 4 mars."}


def test_setting_the_rule_by_its_page(people, client_of):
    browser = client_of(people.secretariat)
    version = re.search(r'name="version" value="([^"]*)"', body(browser.get(RULE)))[1]
    assert browser.post(RULE, SENT | {"version": version}).status_code == 302
    shown = body(browser.get(RULE))
    assert "60\u00a0% des CPAS" in shown and "Réunion du 4 mars." in shown
    assert list(VerificationRule.objects.values_list("answered", "works", "risk")) == [(60, 90, True)]


@pytest.mark.parametrize(
    "wrong", [{"answered": "0"}, {"works": "101"}, {"answered": "beaucoup"}, {"reason": ""}, {"reason": PHONE}]
)
def test_a_rule_that_makes_no_sense_comes_back(people, client_of, wrong):
    browser = client_of(people.secretariat)
    version = re.search(r'name="version" value="([^"]*)"', body(browser.get(RULE)))[1]
    with unchanged():
        assert browser.post(RULE, SENT | {"version": version} | wrong).status_code == 422


@pytest.mark.parametrize("name", ["federation", "ixelles", "spp_is", "observer"])
def test_everybody_reads_the_rule_and_no_one_else_finds_its_form(people, client_of, name):
    browser = client_of(getattr(people, name))
    assert 'name="answered"' not in body(browser.get(RULE))
    with unchanged():
        assert browser.post(RULE, SENT).status_code == 403


def test_the_page_of_a_solution_says_how_far_it_is_by_the_rule(people, asked, client_of):
    shown = body(client_of(people.federation).get(f"/fr/solutions/{asked.pk}/"))
    assert "0 sur 2 a répondu, 0 dit que cela fonctionne ; il en faut encore 1" in shown.replace("\u00a0", " ").replace(
        "ont répondu", "a répondu"
    ).replace("0 disent", "0 dit")
    judge(people.ixelles, asked, "w")
    assert "la règle est remplie" in body(client_of(people.federation).get(f"/fr/solutions/{asked.pk}/"))


NAMED = {"ixelles": True, "federation": True, "secretariat": True, "spp_is": False, "observer": False}


@pytest.mark.parametrize("name", NAMED)
def test_who_may_name_cpas_reads_who_says_what_and_the_others_how_many(people, asked, client_of, name):
    judge(people.ixelles, asked, "w")
    shown = body(client_of(getattr(people, name)).get(MATRIX))
    assert asked.title in shown
    assert ('class="fm fm-w"' in shown) is NAMED[name]
    assert ("Molenbeek" in shown) is NAMED[name]
    if not NAMED[name]:
        assert re.findall(r'<td class="n">(\d+)</td>', shown) == ["1", "0", "0", "0", "1"]


def test_a_solution_of_a_lane_that_one_does_not_read_is_in_no_row(people, spaces, client_of):
    problem = filed(people.spp_is, spaces.administration)
    solution = propose(people.spp_is, problem, title="Entre nous")
    Solution.objects.filter(pk=solution.pk).update(state="delivered")
    assert "Entre nous" in body(client_of(people.spp_is).get(MATRIX))
    for name in ("ixelles", "federation", "secretariat", "observer"):
        assert "Entre nous" not in body(client_of(getattr(people, name)).get(MATRIX))


def test_one_cpas_alone_and_one_state_alone(people, asked, client_of):
    browser, place = client_of(people.federation), organisation_of(people.molenbeek)
    assert len(re.findall('class="fm fm-', body(browser.get(f"{MATRIX}?cpas={place.pk}")))) == 1
    assert asked.title in body(browser.get(f"{MATRIX}?state=delivered"))
    assert asked.title not in body(browser.get(f"{MATRIX}?state=verified"))


@pytest.mark.parametrize(
    "query", ["cpas=x", "cpas=999999", "state=proposed", "page=0", "page=9999", "columns=-1", "columns=99999"]
)
def test_no_address_breaks_the_page(people, asked, client_of, query):
    assert client_of(people.federation).get(f"{MATRIX}?{query}").status_code == 200


def test_an_empty_page_says_what_will_stand_there(people, client_of):
    assert "Rien ne figure ici" in body(client_of(people.federation).get(MATRIX))


@pytest.mark.parametrize("page", [MATRIX, RULE])
def test_a_passer_by_signs_in_first_and_a_stranger_finds_nothing(people, client, client_of, page):
    assert client.get(page).status_code == 302
    assert client_of(people.stranger).get(page).status_code == 404


def test_the_page_costs_the_same_however_many_solutions(
    people, asked, spaces, client_of, django_assert_max_num_queries
):
    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        browser = client_of(people.federation)
        browser.get(MATRIX)
        with CaptureQueriesContext(
            connection,
        ) as found:
            browser.get(MATRIX)
        return len(found)

    one = count()
    for number in range(2):
        problem = filed(people.ixelles, spaces.common, title=f"Autre {number}")
        declare(people.ixelles, problem, cases=1)
        declare(people.jette, problem, cases=1)
        solution = propose(people.spp_is, problem, title=f"Correctif {number}")
        deliver(people, solution)
        judge(people.jette, solution, "w")
    assert count() == one


def test_gain_is_masked_where_it_rests_on_too_few(people, asked, client_of):
    client_of(people.ixelles).post(f"/fr/solutions/{asked.pk}/verdict/", {"outcome": "w", "minutes_likely": "2"})
    page = f"/fr/solutions/{asked.pk}/"

    def gain(name: str) -> str:
        return body(client_of(getattr(people, name)).get(page)).split('id="gain"', 1)[1].split("</dl>")[0]

    assert "12 avant, 2 après" in gain("secretariat").replace("\n", " ").replace("  ", " ") or "12 avant" in gain(
        "secretariat"
    )
    assert "12 avant" in gain("ixelles")
    for name in ("jette", "federation", "spp_is", "observer"):
        assert "12 avant" not in gain(name) and "…" in gain(name)
        assert "1 des 2 CPAS concernés" in gain(name)


EXPORT = "/fr/solutions/verification/export/"


def exported(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_export_has_a_row_for_each_cpas_that_is_asked(people, asked, client_of):
    judge(people.ixelles, asked, "w")
    with recording() as records:
        answer = client_of(people.federation).post(EXPORT, {"form": "csv"})
    rows = exported(answer)
    assert [(row["CPAS"], row["Sur le terrain"]) for row in rows] == [
        ("CPAS d’Ixelles", "fonctionne"),
        ("CPAS de Molenbeek-Saint-Jean", "pas encore de réponse"),
    ]
    assert [record.verb for record in records] == ["list.verification_exported"]


def test_whoever_may_not_name_cpas_takes_counts_along(people, asked, client_of):
    judge(people.ixelles, asked, "w")
    (row,) = exported(client_of(people.spp_is).post(EXPORT, {"form": "csv"}))
    assert "CPAS" not in row and (row["Fonctionne"], row["Pas encore de réponse"]) == ("1", "1")


def test_the_export_is_a_workbook_too_and_no_link_makes_it(people, asked, client_of):
    browser = client_of(people.federation)
    assert browser.post(EXPORT, {"form": "xlsx"}).content[:2] == b"PK"
    assert browser.get(EXPORT).status_code == 405


def test_the_dashboard_says_how_many_solutions_await_ones_word(people, asked, client_of):
    for name, number in (("molenbeek", 1), ("jette", 0), ("federation", 0)):
        shown = body(client_of(getattr(people, name)).get("/fr/dashboard/"))
        assert ("1 solution attend votre constat" in shown) is bool(number)
