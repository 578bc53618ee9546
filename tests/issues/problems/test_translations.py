"""Title and summary in the other language: a draft, checked, or older than the text; shown with its mark."""

import pytest

from issues.problems.records.actions.lifecycle import revise_problem, translate_problem
from issues.problems.records.translations import TranslationState
from tests.committee.records import unchanged
from tests.conftest import filed
from tests.issues.pages import body, checked, said, value_of

WORDS = {"title": "Verloren bijlagen", "summary": "De bijlagen volgen niet."}
OUTDATED = (
    "The text was corrected after it was translated. "
    "Read both again; the translation stays visible with its mark until then."
)
MARKS = {"draft": "Draft translation", "checked": "Checked translation", "outdated": "Translation older than the text"}


def url(problem, language="fr") -> str:
    return f"/{language}/problems/{problem.reference}/translation/"


@pytest.mark.parametrize(("sent", "state"), [("", "draft"), ("1", "checked")])
def test_a_translation_is_a_draft_until_somebody_says_that_it_is_checked(people, problem, client_of, sent, state):
    browser = client_of(people.jette)
    assert browser.post(url(problem), WORDS | {"checked": sent}).status_code == 302
    problem.refresh_from_db()
    assert (problem.title_other, problem.summary_other, problem.translation) == (*WORDS.values(), state)
    page = browser.get(url(problem))
    assert checked(page, "checked") == ([sent] if sent else [""])
    assert value_of(page, "title") == WORDS["title"]


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("state", MARKS)
def test_the_mark_stands_beside_the_title_and_on_the_page_of_the_translation(
    people, spaces, client_of, state, language
):
    problem = filed(people.ixelles, spaces.common, title_other="Verloren bijlagen", translation=state)
    browser = client_of(people.jette)
    for page in (f"/{language}/problems/{problem.reference}/", url(problem, language)):
        shown = body(browser.get(page))
        assert f'class="mark mark-{state}"' in shown, page
        assert said(language, MARKS[state]) in shown, page
    assert "Verloren bijlagen" in body(browser.get(f"/fr/problems/{problem.reference}/"))


def test_without_a_translation_there_is_no_mark(people, problem, client_of):
    assert 'class="mark' not in body(client_of(people.jette).get(f"/fr/problems/{problem.reference}/"))


@pytest.mark.parametrize(("field", "state"), [("title", "outdated"), ("description", "outdated"), ("pilot", "checked")])
def test_a_corrected_text_leaves_its_translation_behind(people, problem, field, state):
    translate_problem(by=people.ixelles, problem=problem, checked=True, **WORDS)
    revise_problem(by=people.ixelles, problem=problem, **{field: True if field == "pilot" else "Autrement dit"})
    problem.refresh_from_db()
    assert problem.translation == TranslationState(state)
    assert problem.title_other == WORDS["title"]


def test_what_was_never_translated_is_not_outdated(people, problem):
    revise_problem(by=people.ixelles, problem=problem, title="Autrement dit")
    problem.refresh_from_db()
    assert problem.translation == TranslationState.MISSING


def test_the_page_says_who_translated_and_when(people, problem, client_of):
    translate_problem(by=people.jette, problem=problem, **WORDS)
    page = body(client_of(people.molenbeek).get(url(problem)))
    assert "Function of jette" in page


def test_an_outdated_translation_stays_and_says_so(people, problem, client_of):
    translate_problem(by=people.jette, problem=problem, checked=True, **WORDS)
    revise_problem(by=people.ixelles, problem=problem, title="Autrement dit")
    page = client_of(people.molenbeek).get(url(problem))
    assert value_of(page, "title") == WORDS["title"]
    assert said("fr", OUTDATED) in body(page)
    assert checked(page, "checked") == [""]


@pytest.mark.parametrize(("language", "shown"), [("fr", "Pièces jointes perdues"), ("nl", "Verloren bijlagen")])
def test_the_list_shows_titles_in_the_readers_language(people, problem, client_of, language, shown):
    translate_problem(by=people.ixelles, problem=problem, **WORDS)
    page = body(client_of(people.jette).get(f"/{language}/problems/"))
    assert f'lang="{language}"' in page and shown in page


def test_who_does_not_write_in_the_lane_does_not_translate(people, problem, client_of):
    with unchanged():
        assert client_of(people.observer).post(url(problem), WORDS).status_code == 403
