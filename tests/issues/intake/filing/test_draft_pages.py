"""Drafts as their author meets them: by themselves with a script, by a button without."""

from html import unescape

import pytest
from django.utils.translation import gettext, override

from committee.access.models import Space
from committee.access.versions import version_of
from issues.intake.filing.actions import discard_draft
from issues.intake.filing.models import Draft
from issues.problems.records.models import Problem
from issues.problems.taxonomies.models import Term
from tests.committee.records import organisation_of, unchanged
from tests.conftest import filed
from tests.issues.intake.filing.forms import WORDS, autosave, drafted, press
from tests.issues.pages import body, checked, filled_in, flagged, said, value_of
from tests.issues.steps import PHONE

CLASH = "This draft was changed in another window. Nothing is lost: choose which text goes on."
LEFT = "The fields marked below were left out of it: nothing that looks like personal data is stored."


def test_the_page_keeps_itself(people, client_of):
    answer = autosave(client_of(people.ixelles))
    draft = Draft.objects.get()
    assert (answer.status_code, answer.json()["state"], answer.json()["key"]) == (200, "kept", "s-1")
    assert (draft.key, draft.title, draft.facts["cases"]) == ("s-1", WORDS["title"], "12")
    assert "submission" not in draft.facts


def test_choices_alone_are_no_draft(people, client_of):
    words = dict.fromkeys(("title", "description", "cases", "minutes_likely"), "")
    with unchanged():
        assert autosave(client_of(people.ixelles), **words).json() == {"state": "empty", "left": []}


def test_a_draft_may_be_emptied(people, client_of):
    drafted(people.ixelles, "s-1")
    words = dict.fromkeys(("title", "description", "cases", "minutes_likely"), "")
    assert autosave(client_of(people.ixelles), **words).json()["state"] == "kept"
    assert Draft.objects.get().text == ""


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_what_looks_personal_is_left_out_and_said(people, client_of, language):
    answer = autosave(client_of(people.ixelles), language, description=PHONE, cases="0470 12 34 56").json()
    assert {one["name"] for one in answer["left"]} == {"description", "cases"}
    with override(language):
        assert [one["label"] for one in answer["left"]][0]
    assert all("04•" in one["reason"] and "0470" not in one["reason"] for one in answer["left"])
    draft = Draft.objects.get()
    assert draft.title == WORDS["title"]
    assert "description" not in draft.facts and "cases" not in draft.facts


@pytest.mark.parametrize("words", [{"description": "x" * 10001}], ids=["too long"])
def test_what_cannot_be_stored_is_left_out_and_said(people, client_of, words):
    answer = autosave(client_of(people.ixelles), **words).json()
    assert [one["name"] for one in answer["left"]] == list(words)
    assert answer["state"] == "kept"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_page_is_told_of_the_draft_of_another_window_and_offered_both(people, client_of, language):
    browser = client_of(people.ixelles)
    version = autosave(browser, window="w-1", version=version_of({})).json()["version"]
    with unchanged():
        answer = autosave(browser, language, window="w-2", version=version_of({}), title="Mon titre")
    told = answer.json()
    assert (answer.status_code, told["state"], told["version"]) == (409, "other", version)
    assert told["words"] == unescape(said(language, CLASH))
    with override(language):
        label = gettext("Title")
    assert told["texts"] == [{"label": label, "theirs": WORDS["title"], "mine": "Mon titre"}]
    mine = autosave(browser, language, window="w-2", version=version, title="Mon titre")
    assert (mine.json()["state"], Draft.objects.get().title) == ("kept", "Mon titre")


@pytest.mark.parametrize("button", ["keep", "send"])
def test_without_script_the_form_shows_both_texts(people, client_of, button):
    browser = client_of(people.ixelles)
    page = browser.get("/fr/problems/file/")
    mine = filled_in(page, "/problems/file/", needs="submission") | {"title": "Mon titre", "description": "Deux."}
    drafted(people.ixelles, mine["submission"])
    with unchanged():
        answer = browser.post("/fr/problems/file/", mine | {button: "1"})
    text = body(answer)
    assert answer.status_code == 409 and said("fr", CLASH) in text
    assert value_of(answer, "title") == "Mon titre" and f">{WORDS['title']}</pre>" in text
    assert f'href="/fr/problems/file/?draft={mine["submission"]}"' in text
    again = filled_in(answer, "/problems/file/", needs="submission")
    assert browser.post("/fr/problems/file/", again | {button: "1"}).status_code == 302


@pytest.mark.parametrize("key", ["", "é", "x" * 37, "a b"], ids=ascii)
def test_a_key_that_makes_no_sense_is_replaced(people, client_of, key):
    answer = autosave(client_of(people.ixelles), submission=key).json()
    assert answer["key"] == Draft.objects.get().key != key


@pytest.mark.parametrize("name", ["ixelles_coordination", "molenbeek", "secretariat", "spp_is"])
def test_the_draft_of_another_does_not_exist(people, client_of, name):
    drafted(people.ixelles, "s-1")
    browser = client_of(getattr(people, name))
    with unchanged():
        assert autosave(browser).status_code == 404
        assert press(browser, "keep").status_code == 404
        assert browser.get("/fr/problems/file/?draft=s-1").status_code == 404
        assert browser.get("/fr/problems/drafts/s-1/discard/").status_code == 404
        assert browser.post("/fr/problems/drafts/s-1/discard/").status_code == 404
    assert WORDS["title"] not in body(browser.get("/fr/problems/drafts/"))


@pytest.mark.parametrize(("name", "status"), [("editor", 403), ("observer", 403), ("stranger", 404)])
def test_who_may_not_file_has_no_drafts(people, client_of, name, status):
    browser = client_of(getattr(people, name))
    with unchanged():
        assert autosave(browser).status_code == status
        assert browser.get("/fr/problems/drafts/").status_code == status


def test_saving_is_no_page_to_read(people, client_of):
    assert client_of(people.ixelles).get("/fr/problems/drafts/save/").status_code == 405


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_draft_opens_as_it_was_left(people, client_of, language):
    chain = Term.objects.of("chain").first()
    drafted(
        people.ixelles,
        "s-1",
        chain=str(chain.pk),
        right_at_risk="on",
        risk_reason="Trente jours.",
        tool="",
        lane="federations",
        workaround="Un appel.",
    )
    page = client_of(people.ixelles).get(f"/{language}/problems/file/?draft=s-1")
    assert [value_of(page, name) for name in ("submission", "title", "cases", "risk_reason", "workaround")] == [
        "s-1", WORDS["title"], "12", "Trente jours.", "Un appel.",
    ]  # fmt: skip
    assert checked(page, "lane") == ["federations"] and checked(page, "right_at_risk") == ["on"]
    assert f'<option value="{chain.pk}" selected>' in body(page)
    assert body(page).count('<details class="pull" open>') == 1


def test_the_button_keeps_a_draft_without_script(people, client_of):
    response = press(client_of(people.ixelles), "keep", title="")
    assert (response.status_code, response["Location"]) == (302, "/fr/problems/file/?draft=s-1")
    assert Draft.objects.get().text == WORDS["description"]


def test_the_button_keeps_nothing_of_a_form_that_nobody_touched(people, client_of):
    browser = client_of(people.ixelles)
    untouched = filled_in(browser.get("/fr/problems/file/"), "/problems/file/", needs="submission")
    with unchanged():
        for _click in range(2):
            answer = browser.post("/fr/problems/file/", untouched | {"keep": "1"}, follow=True)
    assert said("fr", "Nothing was written yet: there is no draft to keep.") in body(answer)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_button_marks_what_it_could_not_keep_and_loses_nothing(people, client_of, language):
    response = press(client_of(people.ixelles), "keep", language=language, description=PHONE, title="")
    assert response.status_code == 422
    assert flagged(response) == {"description"}
    assert value_of(response, "description") == PHONE
    assert said(language, LEFT) in body(response)
    assert Draft.objects.get().facts["cases"] == "12"


def test_the_list_shows_ones_drafts_last_saved_first(people, client_of):
    drafted(people.ixelles, "s-1", title="Le premier")
    drafted(people.ixelles, "s-2", title="")
    page = body(client_of(people.ixelles).get("/fr/problems/drafts/"))
    assert page.index("?draft=s-2") < page.index("?draft=s-1")
    assert "Le premier" in page and said("fr", "Untitled") in page


def test_an_empty_list_says_what_will_stand_there(people, client_of):
    assert said("nl", "No draft") in body(client_of(people.ixelles).get("/nl/problems/drafts/"))


def test_discarding_asks_first(people, client_of):
    draft = drafted(people.ixelles, "s-1")
    browser = client_of(people.ixelles)
    with unchanged():
        assert WORDS["title"] in body(browser.get("/fr/problems/drafts/s-1/discard/"))
    assert browser.post("/fr/problems/drafts/s-1/discard/")["Location"] == "/fr/problems/drafts/"
    draft.refresh_from_db()
    assert draft.discarded_at and not draft.facts
    assert browser.get("/fr/problems/file/?draft=s-1").status_code == 404


def test_a_page_left_open_on_a_discarded_draft_goes_on_with_another(people, client_of):
    discard_draft(by=people.ixelles, draft=drafted(people.ixelles, "s-1"))
    browser = client_of(people.ixelles)
    with unchanged():
        answer = autosave(browser)
    assert (answer.status_code, answer.json()["state"]) == (409, "gone")
    assert autosave(browser, submission=answer.json()["key"]).json()["state"] == "kept"


def test_a_page_left_open_on_a_filed_draft_is_told_where(people, client_of):
    browser = client_of(people.ixelles)
    press(browser, "send")
    with unchanged():
        answer = autosave(browser)
    assert (answer.status_code, answer.json()["state"]) == (409, "filed")
    assert Problem.objects.get().reference in answer.json()["words"]
    assert browser.get("/fr/problems/file/?draft=s-1")["Location"].endswith(f"{Problem.objects.get().reference}/")
    assert press(browser, "keep")["Location"].endswith(f"{Problem.objects.get().reference}/")


def test_filing_a_draft_ends_it(people, client_of):
    drafted(people.ixelles, "s-1")
    assert press(client_of(people.ixelles), "send").status_code == 302
    assert not Draft.objects.exists()


def test_what_was_changed_after_filing_is_not_lost(people, client_of):
    browser = client_of(people.ixelles)
    press(browser, "send")
    with unchanged():
        response = press(browser, "send", description="Bien plus long.")
    assert response.status_code == 409
    assert value_of(response, "description") == "Bien plus long."
    assert value_of(response, "submission") != "s-1"
    assert Problem.objects.get().reference in body(response)


def test_filing_for_ones_own_organisation_says_what_comes_next(people, client_of):
    browser = client_of(people.ixelles)
    response = browser.post("/fr/problems/file/", WORDS | {"lane": "organisation"}, follow=True)
    assert said("fr", "Only your organisation reads it for now.") in body(response)
    problem = Problem.objects.select_related("space").get()
    assert problem.space == Space.objects.own(organisation_of(people.ixelles))
    assert f"/fr/problems/{problem.reference}/share/" in body(response)


def test_the_filing_page_counts_the_other_drafts(people, client_of):
    for key in ("s-1", "s-2", "s-3"):
        drafted(people.ixelles, key)
    page = client_of(people.ixelles).get("/fr/problems/file/?draft=s-1")
    assert page.context["others"] == 2
    assert filed(people.ixelles, Space.objects.lane("common")).reference not in body(page)
