"""“We have this too”: a draft becomes a declaration without retyping, and its text is never lost."""

import pytest
from django.core.exceptions import PermissionDenied

from issues.conversation.threads.models import Post
from issues.fieldwork.impacts.models import Declaration
from issues.intake.filing.actions import turn_draft_into_declaration, turn_draft_into_post
from issues.intake.filing.models import Draft
from issues.intake.filing.queries import drafts_of
from issues.problems.records.states import State
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.intake.filing.forms import WORDS, drafted, press
from tests.issues.intake.filing.test_similar import merge
from tests.issues.pages import body, checked, flagged, value_of
from tests.issues.steps import PHONE, declare, tally_of

pytestmark = pytest.mark.column


def have_too(browser, problem, **words):
    return press(browser, "same", problem.reference, **words)


def page_of(problem, key="s-1", query="") -> str:
    return f"/fr/problems/{problem.reference}/same/{key}/{query}"


def test_one_click_declares_what_was_typed(people, problem, client_of):
    words = {
        "description": "", "minutes_low": "10", "minutes_high": "30", "measured": "on", "workaround": "Un appel.",
        "workaround_minutes": "5", "first_seen_on": "2025-06-03",
    }  # fmt: skip
    response = have_too(client_of(people.jette), problem, **words)
    assert response["Location"] == f"/fr/problems/{problem.reference}/"
    one = Declaration.objects.get(organisation=organisation_of(people.jette))
    assert (one.answer, one.cases, one.minutes_low, one.minutes_likely, one.minutes_high) == ("a", 12, 10, 20, 30)
    assert (one.measured, one.workaround, one.workaround_minutes, str(one.first_seen_on)) == (
        True, "Un appel.", 5, "2025-06-03",
    )  # fmt: skip
    assert drafts_of(people.jette) == []
    assert tally_of(problem).affected == 2


def test_the_text_is_offered_as_a_message(people, problem, client_of):
    browser = client_of(people.jette)
    response = have_too(browser, problem, lane="federations")
    assert response["Location"] == page_of(problem, query="?declared=1")
    assert Declaration.objects.filter(organisation=organisation_of(people.jette)).exists()
    page = browser.get(response["Location"])
    assert value_of(page, "text") == WORDS["description"]
    assert 'name="cases"' not in body(page)
    lane = next(row["pk"] for row in page.context["form"].lanes() if row["code"] == "federations")
    assert checked(page, "lane") == [str(lane)]
    sent = browser.post(response["Location"], {"say": "1", "text": WORDS["description"], "lane": lane})
    post = Post.objects.get()
    assert sent["Location"] == f"/fr/problems/{problem.reference}/#post-{post.key}"
    assert (post.text, post.strand.space.lane, post.author) == (WORDS["description"], "federations", people.jette)
    assert drafts_of(people.jette) == []


def test_the_text_may_be_let_go(people, problem, client_of):
    browser = client_of(people.jette)
    url = have_too(browser, problem)["Location"]
    assert browser.post(url, {"text": "Rien."})["Location"] == f"/fr/problems/{problem.reference}/"
    assert not Post.objects.exists() and drafts_of(people.jette) == []


@pytest.mark.parametrize("missing", ["cases", "minutes_likely"])
def test_what_lacks_is_asked_for_with_what_was_typed(people, problem, client_of, missing):
    browser = client_of(people.jette)
    words = {"workaround": "Un appel.", "workaround_minutes": "5", "first_seen_on": "2025-06-03", "measured": "on"}
    response = have_too(browser, problem, **{**words, missing: ""})
    assert response["Location"] == page_of(problem)
    assert not Declaration.objects.filter(organisation=organisation_of(people.jette)).exists()
    page = browser.get(page_of(problem))
    known = {name: value for name, value in (WORDS | words).items() if name in ("cases", "minutes_likely", *words)}
    for name, value in known.items():
        if name not in (missing, "measured"):
            assert value_of(page, name) == value, name
    assert checked(page, "measured") == ["on"]
    sent = {**known, missing: "7"}
    assert browser.post(page_of(problem), sent)["Location"] == f"/fr/problems/{problem.reference}/"
    one = Declaration.objects.get(organisation=organisation_of(people.jette))
    assert (getattr(one, missing), one.workaround, str(one.first_seen_on)) == (7, "Un appel.", "2025-06-03")
    assert drafts_of(people.jette) == []


def test_an_earlier_declaration_is_never_overwritten_unseen(people, problem, client_of):
    declare(people.jette, problem, cases=1)
    response = have_too(client_of(people.jette), problem)
    assert response["Location"] == page_of(problem)
    assert Declaration.objects.get(organisation=organisation_of(people.jette)).cases == 1


def test_declaring_and_saying_in_one_step(people, problem, client_of, spaces):
    browser = client_of(people.jette)
    have_too(browser, problem, cases="")
    words = {"cases": "3", "minutes_likely": "4", "text": "Chez nous aussi.", "lane": spaces.common.pk, "say": "1"}
    browser.post(page_of(problem), words)
    assert Declaration.objects.get(organisation=organisation_of(people.jette)).cases == 3
    assert Post.objects.get().text == "Chez nous aussi."


@pytest.mark.parametrize(
    ("words", "field"),
    [({"lane": ""}, None), ({"text": " "}, "text"), ({"text": PHONE}, "text"), ({"minutes_low": "99"}, "minutes_low")],
    ids=["no lane", "no text", "personal data", "minutes out of order"],
)
def test_a_form_refused_comes_back_with_the_draft(people, problem, client_of, spaces, words, field):
    browser = client_of(people.jette)
    have_too(browser, problem, cases="")
    sent = {"cases": "3", "minutes_likely": "4", "text": "Oui.", "lane": spaces.common.pk, "say": "1"} | words
    response = browser.post(page_of(problem), sent)
    assert response.status_code == 422
    assert flagged(response) == ({field} if field else set())
    assert not Declaration.objects.filter(organisation=organisation_of(people.jette)).exists()
    assert not Post.objects.exists()
    assert len(drafts_of(people.jette)) == 1


def test_a_double_click_declares_and_says_once(people, problem, client_of, spaces):
    browser = client_of(people.jette)
    have_too(browser, problem, cases="")
    words = {"cases": "3", "minutes_likely": "4", "text": "Oui.", "lane": spaces.common.pk, "say": "1"}
    first, second = (browser.post(page_of(problem), words) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert (Post.objects.count(), Declaration.objects.filter(organisation=organisation_of(people.jette)).count()) == (
        1, 1,
    )  # fmt: skip


def test_personal_data_is_to_be_mended_first(people, problem, client_of):
    browser = client_of(people.jette)
    response = have_too(browser, problem, description=PHONE)
    assert response.status_code == 422
    assert flagged(response) == {"description"}
    assert value_of(response, "description") == PHONE
    assert Declaration.objects.count() == 1


@pytest.mark.parametrize("name", ["federation", "spp_is"])
def test_who_declares_for_no_cpas_is_refused(people, problem, client_of, name):
    with unchanged():
        assert have_too(client_of(getattr(people, name)), problem).status_code == 403


@pytest.mark.parametrize("reference", ["CO-2026-9999", "x"])
def test_a_problem_that_does_not_exist(people, client_of, reference):
    with unchanged():
        assert press(client_of(people.jette), "same", reference).status_code == 404


def test_a_problem_of_another_organisation_does_not_exist(people, own, client_of):
    with unchanged():
        assert have_too(client_of(people.jette), own).status_code == 404


def test_nobody_declares_on_a_merged_problem(people, problem, spaces, client_of):
    merge(problem, filed(people.jette, spaces.common, title="Autre"))
    with unchanged():
        assert have_too(client_of(people.molenbeek), problem).status_code == 403


def test_the_draft_of_another_is_carried_nowhere(people, problem, client_of):
    drafted(people.molenbeek, "s-1")
    browser = client_of(people.jette)
    with unchanged():
        assert browser.get(page_of(problem)).status_code == 404
        assert browser.post(page_of(problem), {"cases": "3"}).status_code == 404
        assert have_too(browser, problem).status_code == 404


def test_declaring_is_recorded_without_volumes(people, problem):
    draft = drafted(people.jette, "s-1")
    place = organisation_of(people.jette)
    with recording() as records:
        turn_draft_into_declaration(
            by=people.jette, draft=draft, problem=problem, organisation=place, cases=3, minutes_likely=4
        )
    assert [(one.verb, one.organisation) for one in records] == [("impact.declared", place)]


def test_the_actions_refuse_the_draft_of_another(people, problem, spaces):
    draft = drafted(people.molenbeek, "s-1")
    place = organisation_of(people.jette)
    with unchanged():
        with pytest.raises(PermissionDenied):
            turn_draft_into_declaration(by=people.jette, draft=draft, problem=problem, organisation=place)
        with pytest.raises(PermissionDenied):
            turn_draft_into_post(by=people.jette, draft=draft, problem=problem, space=spaces.common, text="Oui.")


def test_saying_what_was_drafted_in_a_lane_that_is_closed_changes_nothing(people, problem, spaces):
    draft = drafted(people.jette, "s-1")
    with unchanged(), pytest.raises(PermissionDenied):
        turn_draft_into_post(by=people.jette, draft=draft, problem=problem, space=spaces.administration, text="Oui.")
    assert Draft.objects.get().facts and problem.state == State.FILED
