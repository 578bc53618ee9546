"""Moving, sharing and translating a problem; proposing, steering, dating and judging a solution, on their pages."""

from datetime import date

import pytest

from committee.seats.actions import begin_membership
from issues.fieldwork.impacts.actions.declaring import declare_impact
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.models import Verdict
from tests.committee.records import organisation_of, unchanged
from tests.issues.pages import PHONE_REFUSED, body, checked, flagged, said, value_of
from tests.issues.steps import PHONE, declare, deliver, judge, move, propose, state_of
from tests.scenes import scene

FOR_THE_OTHER = "Your bench proposed it: agreement is for the other bench to record."
REASON_DEMANDED = "This move demands a reason: those concerned will read it."
PROPOSAL = {
    "title": "Correctif",
    "text": "On corrige.",
    "kind": "technical",
    "due_on": "2026-01-31",
    "promised_minutes": "15",
    "language": "fr",
    "submission": "s-1",
}


def page_of(thing, page="", language="fr") -> str:
    place = f"problems/{thing.reference}" if isinstance(thing, Problem) else f"solutions/{thing.pk}"
    return f"/{language}/{place}/{page}"


@scene
def delivered(people, problem, solution):
    """A solution that Ixelles may judge."""
    return deliver(people, solution)


def test_moving_a_problem(people, problem, client_of):
    response = client_of(people.secretariat).post(page_of(problem, "state/"), {"target": "qualified", "reason": ""})
    assert (response.status_code, response["Location"], state_of(problem)) == (302, page_of(problem), "qualified")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_closing_without_a_reason_comes_back(people, problem, client_of, language):
    with unchanged():
        response = client_of(people.secretariat).post(
            page_of(problem, "state/", language), {"target": "closed", "reason": " "}
        )
    assert (response.status_code, flagged(response)) == (422, {"reason"})
    assert said(language, REASON_DEMANDED) in body(response)
    assert '<option value="closed" selected>' in body(response)


@pytest.mark.parametrize(
    "words",
    [
        {"target": "verified"},
        {"target": "x"},
        {"reason": "x"},
        {"target": "closed", "reason": PHONE},
        {"target": "closed", "reason": "x" * 1001},
        {"target": "closed", "reason": "\x00"},
    ],
    ids=lambda words: ascii(words)[:40],
)
def test_a_move_that_makes_no_sense_is_refused(people, problem, client_of, words):
    with unchanged():
        assert client_of(people.secretariat).post(page_of(problem, "state/"), words).status_code == (
            400 if "\0" in "".join(words.values()) else 422
        )


def test_sharing_shows_it_to_every_bench(people, own, client_of):
    assert client_of(people.spp_is).get(page_of(own)).status_code == 404
    response = client_of(people.ixelles).post(page_of(own, "share/"))
    assert (response.status_code, response["Location"]) == (302, page_of(own))
    assert client_of(people.spp_is).get(page_of(own)).status_code == 200


def test_sharing_twice_is_refused(people, own, client_of):
    browser = client_of(people.ixelles)
    browser.post(page_of(own, "share/"))
    with unchanged():
        assert browser.post(page_of(own, "share/")).status_code == 403


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("ixelles", "state/"),
        ("spp_is", "state/"),
        ("observer", "translation/"),
        ("ixelles", "solutions/new/"),
        ("secretariat", "impact/"),
    ],
)
def test_who_may_not_is_refused(people, problem, client_of, name, page):
    words = PROPOSAL | {"target": "qualified", "title": "x", "answer": "a"}
    with unchanged():
        assert client_of(getattr(people, name)).post(page_of(problem, page), words).status_code == 403


def test_translating(people, problem, client_of):
    browser, url = client_of(people.jette), page_of(problem, "translation/")
    assert browser.post(url, {"title": "Bijlagen kwijt", "summary": "Weg.", "checked": "1"}).status_code == 302
    page = browser.get(url)
    assert (value_of(page, "title"), value_of(page, "summary")) == ("Bijlagen kwijt", "Weg.")
    assert Problem.objects.get(pk=problem.pk).translation == "checked"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_translation_refused_comes_back_filled_in(people, problem, client_of, language):
    words = {"title": "Bijlagen kwijt", "summary": PHONE}
    with unchanged():
        response = client_of(people.jette).post(page_of(problem, "translation/", language), words)
    assert (response.status_code, flagged(response)) == (422, {"summary"})
    assert {name: value_of(response, name) for name in words} == words
    assert said(language, PHONE_REFUSED) in body(response)


def test_proposing_and_clicking_twice(people, problem, client_of):
    browser, owner = client_of(people.federation), organisation_of(people.spp_is)
    responses = [browser.post(page_of(problem, "solutions/new/"), PROPOSAL | {"owner": owner.pk}) for _ in range(2)]
    solution = Solution.objects.get()
    assert [response["Location"] for response in responses] == [page_of(solution)] * 2
    assert (solution.owner, solution.due_on, solution.promised_minutes) == (owner, date(2026, 1, 31), 15)
    assert solution.proposed_by == people.federation


def test_an_owner_is_never_a_centre_or_a_guest(people, problem, client_of):
    page = body(client_of(people.federation).get(page_of(problem, "solutions/new/")))
    mine = organisation_of(people.federation)
    assert f'<option value="{mine.pk}" selected>' in page
    for name in ("ixelles", "observer"):
        place = organisation_of(getattr(people, name))
        assert f'<option value="{place.pk}"' not in page
        with unchanged():
            words = PROPOSAL | {"owner": place.pk}
            assert client_of(people.federation).post(page_of(problem, "solutions/new/"), words).status_code == 422


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize(
    "words",
    [
        {"title": ""},
        {"text": PHONE},
        {"due_on": "31/02/2026"},
        {"promised_minutes": "-1"},
        {"promised_minutes": "99999"},
        {"kind": "x"},
        {"title": "x" * 141},
    ],
    ids=lambda words: ascii(words)[:40],
)
def test_a_proposal_refused_comes_back_filled_in(people, problem, client_of, language, words):
    sent = PROPOSAL | {"owner": organisation_of(people.spp_is).pk} | words
    with unchanged():
        response = client_of(people.federation).post(page_of(problem, "solutions/new/", language), sent)
    assert (response.status_code, flagged(response)) == (422, set(words))
    assert {name: value_of(response, name) for name in ("title", "text", "submission")} == {
        name: sent[name] for name in ("title", "text", "submission")
    }


def test_steering_by_its_page(people, solution, client_of):
    browser = client_of(people.spp_is)
    for who, target in ((people.federation, "agreed"), (people.spp_is, "planned"), (people.spp_is, "delivered")):
        assert client_of(who).post(page_of(solution, "state/"), {"target": target})["Location"] == page_of(solution)
    assert state_of(solution) == "delivered"
    with unchanged():
        assert browser.post(page_of(solution, "state/"), {"target": "verified"}).status_code == 422


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_setting_aside_without_a_reason_comes_back(people, solution, client_of, language):
    with unchanged():
        response = client_of(people.federation).post(page_of(solution, "state/", language), {"target": "not_retained"})
    assert (response.status_code, flagged(response)) == (422, {"reason"})
    assert said(language, REASON_DEMANDED) in body(response)


def test_the_proposing_bench_is_told_why_it_is_not_offered_agreement(people, solution, client_of):
    other, own = (body(client_of(by).get(page_of(solution))) for by in (people.federation, people.spp_is))
    assert ('<option value="agreed">' in other, '<option value="agreed">' in own) == (True, False)
    assert (said("fr", FOR_THE_OTHER) in other, said("fr", FOR_THE_OTHER) in own) == (False, True)


def test_the_administration_is_offered_delivered_once_agreed_and_never_verified(people, solution, client_of):
    assert '<option value="delivered">' not in body(client_of(people.spp_is).get(page_of(solution)))
    move(people.federation, solution, "agreed")
    page = body(client_of(people.spp_is).get(page_of(solution)))
    assert '<option value="delivered">' in page
    assert 'value="verified"' not in page
    for name in ("federation", "secretariat"):
        assert '<option value="delivered">' not in body(client_of(getattr(people, name)).get(page_of(solution)))


@pytest.mark.parametrize("outcome", ["w", "p", "x", "t"])
def test_giving_a_verdict_with_one_click(people, delivered, client_of, outcome):
    browser = client_of(people.ixelles)
    assert browser.post(page_of(delivered, "verdict/"), {"outcome": outcome})["Location"] == page_of(delivered)
    assert Verdict.objects.get().outcome == outcome
    assert checked(browser.get(page_of(delivered)), "outcome") == [outcome]


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("words", [{"outcome": "w", "comment": PHONE}, {"outcome": "z", "comment": "Bien."}], ids=str)
def test_a_verdict_refused_comes_back_filled_in(people, delivered, client_of, language, words):
    with unchanged():
        response = client_of(people.ixelles).post(page_of(delivered, "verdict/", language), words)
    assert response.status_code == 422
    assert value_of(response, "comment") == words["comment"]
    if words["comment"] == PHONE:
        assert flagged(response) == {"comment"}
        assert said(language, PHONE_REFUSED) in body(response)


@pytest.mark.parametrize("name", ["jette", "federation", "secretariat", "spp_is", "observer"])
def test_who_is_not_concerned_is_offered_no_verdict_and_refused(people, delivered, client_of, name):
    browser = client_of(getattr(people, name))
    assert 'name="outcome"' not in body(browser.get(page_of(delivered)))
    with unchanged():
        assert browser.post(page_of(delivered, "verdict/"), {"outcome": "w"}).status_code == 403


def test_who_belongs_to_two_centres_judges_for_the_one_concerned(people, problem, solution, client_of):
    molenbeek = organisation_of(people.molenbeek)
    begin_membership(by=people.administrator, person=people.jette, organisation=molenbeek, role="member")
    declare(people.molenbeek, problem, cases=1)
    deliver(people, solution)
    assert client_of(people.jette).post(page_of(solution, "verdict/"), {"outcome": "w"}).status_code == 302
    assert Verdict.objects.get().organisation == molenbeek


def test_who_belongs_to_two_centres_concerned_says_for_which(people, problem, solution, client_of):
    jette, molenbeek = organisation_of(people.jette), organisation_of(people.molenbeek)
    begin_membership(by=people.administrator, person=people.jette, organisation=molenbeek, role="member")
    for by, place in ((people.molenbeek, molenbeek), (people.jette, jette)):
        declare_impact(by=by, problem=problem, organisation=place, answer="a", cases=1)
    deliver(people, solution)
    browser = client_of(people.jette)
    with unchanged():
        assert browser.post(page_of(solution, "verdict/"), {"outcome": "w"}).status_code == 422
    for place, outcome in ((molenbeek, "w"), (jette, "x")):
        answer = browser.post(page_of(solution, "verdict/"), {"outcome": outcome, "organisation": place.pk})
        assert answer.status_code == 302
    assert {verdict.organisation: verdict.outcome for verdict in Verdict.objects.all()} == {molenbeek: "w", jette: "x"}


def test_another_date_by_its_page(people, solution, client_of):
    browser = client_of(people.spp_is)
    assert browser.post(page_of(solution, "due/"), {"due_on": "2026-03-01"})["Location"] == page_of(solution)
    assert value_of(browser.get(page_of(solution)), "due_on") == "2026-03-01"
    with unchanged():
        response = browser.post(page_of(solution, "due/"), {"due_on": "bientôt"})
    assert (response.status_code, flagged(response)) == (422, {"due_on"})


@pytest.mark.parametrize("name", ["federation", "secretariat", "ixelles", "observer"])
@pytest.mark.parametrize("due", ["2026-03-01", "bientôt"])
def test_nobody_else_is_offered_another_date(people, solution, client_of, name, due):
    browser = client_of(getattr(people, name))
    assert 'name="due_on"' not in body(browser.get(page_of(solution)))
    with unchanged():
        assert browser.post(page_of(solution, "due/"), {"due_on": due}).status_code == 403


@pytest.mark.parametrize(
    ("language", "filed_on", "due"),
    [("fr", "2 juin 2025", "31 janvier 2026"), ("nl", "2 juni 2025", "31 januari 2026")],
)
def test_dates_are_told_in_the_readers_language(people, spaces, client_of, language, filed_on, due):
    from datetime import UTC, datetime

    from committee.journal import clock
    from tests.conftest import filed

    with clock.acting_at(datetime(2025, 6, 2, 8, tzinfo=UTC)):
        problem = filed(people.ixelles, spaces.common)
        solution = propose(people.spp_is, problem, due_on=date(2026, 1, 31))
    browser = client_of(people.jette)
    for page in (page_of(problem, "", language), page_of(problem, "timeline/", language), f"/{language}/problems/"):
        assert filed_on in body(browser.get(page)), page
    for page in (page_of(problem, "", language), page_of(solution, "", language)):
        assert due in body(browser.get(page)), page


def test_a_relapse_is_told_on_the_timeline(people, problem, delivered, client_of):
    judge(people.ixelles, delivered, "w")
    judge(people.ixelles, delivered, "x", "Cela recommence.")
    page = body(client_of(people.jette).get(page_of(problem, "timeline/")))
    assert said("fr", "reports for %(organisation_name)s that “%(solution)s” no longer holds: %(outcome)s") in page
