"""A solution's title and summary in the other language, by the mechanism of problems: draft, checked, shown everywhere."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.privacy.models import PersonalDataFound
from issues.problems.records.translations import TranslationState
from issues.resolution.solutions.actions.lifecycle import translate_solution
from issues.resolution.solutions.models import Solution
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.issues.pages import body, said, value_of
from tests.issues.steps import PHONE, propose

WORDS = {"title": "Herstelling", "summary": "We herstellen het."}


def url(solution, language: str = "fr") -> str:
    return f"/{language}/solutions/{solution.pk}/translation/"


@pytest.mark.parametrize(("sent", "state"), [("", "draft"), ("1", "checked")])
def test_a_translation_is_a_draft_until_somebody_says_that_it_is_checked(people, solution, client_of, sent, state):
    browser = client_of(people.jette)
    assert browser.post(url(solution), WORDS | {"checked": sent}).status_code == 302
    solution.refresh_from_db()
    assert (solution.title_other, solution.summary_other, solution.translation) == (*WORDS.values(), state)
    assert value_of(browser.get(url(solution)), "title") == WORDS["title"]


def test_it_is_recorded_in_the_name_of_who_did(people, solution, spaces, problem):
    with recording() as records:
        translate_solution(by=people.spp_is, solution=solution, **WORDS)
    place = organisation_of(people.spp_is)
    assert records == [
        Record("solution.translated", people.spp_is, spaces.common, place, [solution.about, problem.about])
    ]


def test_who_does_not_write_in_the_lane_does_not_translate(people, solution):
    with unchanged(), pytest.raises(PermissionDenied):
        translate_solution(by=people.observer, solution=solution, **WORDS)


def test_personal_data_leave_nothing_behind(people, solution):
    with unchanged(), pytest.raises(PersonalDataFound):
        translate_solution(by=people.jette, solution=solution, title="Herstelling", summary=PHONE)


def test_what_was_translated_becomes_older_than_a_text_that_changes(solution):
    solution.outdate_translation()
    assert solution.translation == TranslationState.MISSING
    solution.take_translation(**WORDS, checked=True)
    solution.outdate_translation()
    assert solution.translation == TranslationState.OUTDATED


@pytest.mark.parametrize(("language", "shown"), [("fr", "Correctif"), ("nl", "Herstelling")])
def test_every_place_says_its_title_in_the_readers_language(people, problem, solution, client_of, language, shown):
    translate_solution(by=people.spp_is, solution=solution, checked=True, **WORDS)
    browser = client_of(people.jette)
    page = body(browser.get(f"/{language}/solutions/{solution.pk}/"))
    assert f'<h1 class="case-title" lang="{language}">{shown}</h1>' in page
    assert said(language, "Checked translation") in page and "We herstellen het." in page
    assert f'lang="{language}">{shown}</a>' in body(browser.get(f"/{language}/problems/{problem.reference}/"))
    assert shown in body(browser.get(f"/{language}/solutions/{solution.pk}/timeline/"))


def test_without_a_translation_the_heading_says_its_language(people, solution, client_of):
    page = body(client_of(people.jette).get(f"/nl/solutions/{solution.pk}/"))
    assert '<h1 class="case-title" lang="fr">Correctif</h1>' in page and 'class="mark' not in page


def test_what_is_proposed_in_both_languages_is_a_draft_in_the_other(people, problem):
    made = propose(people.spp_is, problem, title_other="Herstelling")
    assert Solution.objects.get(pk=made.pk).translation == TranslationState.DRAFT
