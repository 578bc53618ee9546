"""Looking at a text before it is sent, its history, and words said to it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from committee.inbox.mails.fan_out import recipients_of
from committee.journal import clock
from committee.journal.models import Entry
from issues.conversation.discussions.differences import render_difference
from issues.conversation.threads.actions.posts import edit_post, react, withdraw_post
from issues.conversation.threads.models import Post, Reaction
from tests.committee.records import unchanged
from tests.conftest import filed
from tests.issues.steps import PHONE, say
from tests.markup import tight

FETCH = {"X-Requested-With": "fetch"}
NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)


def look(browser, problem, space, text, headers=FETCH):
    facts = {"text": text, "thread": problem.thread_id, "lane": space.pk if space else ""}
    return browser.post("/fr/threads/preview/", facts, headers=headers)


def test_a_preview_is_what_the_post_will_be(people, problem, spaces, client_of):
    text = "**Gras** @CPAS de Jette `@CPAS de Jette` <b>"
    html = look(client_of(people.ixelles), problem, spaces.common, text).json()["html"]
    assert html == say(people.ixelles, problem, text).html


def test_a_preview_calls_only_readers_of_the_lane(people, problem, spaces, client_of):
    html = look(client_of(people.ixelles), problem, spaces.federations, "@Function of spp_is (SPP Intégration sociale)")
    assert "call" not in html.json()["html"]


def test_a_preview_stores_nothing_and_refuses_personal_data(people, problem, spaces, client_of):
    with unchanged():
        answer = look(client_of(people.ixelles), problem, spaces.common, PHONE)
    assert answer.status_code == 422
    assert answer.json()["html"] == ""
    assert "0470" not in answer.content.decode()


def test_without_a_script_the_composer_comes_back_with_it(people, problem, spaces, client_of):
    page = look(client_of(people.ixelles), problem, spaces.common, "**Gras**", headers={}).content.decode()
    assert "<strong>Gras</strong>" in page
    assert "**Gras**</textarea>" in page


WHO = {"ixelles": 200, "spp_is": 403, "observer": 403, "stranger": 404}


@pytest.mark.parametrize("name", WHO)
def test_who_looks_at_a_text_in_a_lane(people, problem, spaces, client_of, name):
    assert look(client_of(getattr(people, name)), problem, spaces.federations, "x").status_code == WHO[name]


def test_previews_are_counted(people, problem, spaces, client_of):
    browser = client_of(people.ixelles)
    answers = {look(browser, problem, spaces.common, "x").status_code for _turn in range(42)}
    assert answers == {200, 429}


def corrected(people, problem, space=None):
    with clock.acting_at(NOON):
        post = say(people.ixelles, problem, "Le premier texte est là.", space)
    with clock.acting_at(NOON + timedelta(hours=1)):
        return edit_post(by=people.ixelles, post=post, text="Le second texte est <là>.")


def test_the_history_shows_each_version_with_its_difference(people, problem, client_of):
    post = corrected(people, problem)
    page = client_of(people.jette).get(f"/fr/posts/{post.key}/history/").content.decode()
    assert "premier</del>" in page
    assert "second</ins>" in page
    assert "Le premier texte est là." in page
    assert "<là>" not in page


HISTORY = {"ixelles": 200, "molenbeek": 200, "secretariat": 200, "spp_is": 404, "observer": 404, "stranger": 404}


@pytest.mark.parametrize("name", HISTORY)
def test_who_reads_the_history(people, problem, spaces, client_of, name):
    post = corrected(people, problem, spaces.federations)
    assert client_of(getattr(people, name)).get(f"/fr/posts/{post.key}/history/").status_code == HISTORY[name]


def test_what_was_withdrawn_has_no_history(people, problem, client_of):
    post = corrected(people, problem)
    withdraw_post(by=people.ixelles, post=post)
    for name in ("ixelles", "secretariat"):
        assert client_of(getattr(people, name)).get(f"/fr/posts/{post.key}/history/").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("ixelles", 200), ("secretariat", 200), ("jette", 404)])
def test_what_is_hidden_shows_its_history_to_author_and_moderator(people, problem, client_of, name, status):
    post = corrected(people, problem)
    Post.objects.filter(pk=post.pk).update(hidden_at=NOON, hidden_reason="Hors sujet")
    assert client_of(getattr(people, name)).get(f"/fr/posts/{post.key}/history/").status_code == status


def test_a_difference_keeps_lines_and_marks_words():
    html = render_difference("un deux\ntrois", "un <b>\ntrois quatre")
    assert html.count("<del>") == 1
    assert html.count("<ins>") == 2
    assert "&lt;b&gt;" in html
    assert render_difference("même", "même") == "même"


def test_a_correction_says_until_when_it_is_possible(people, problem, client_of):
    post = say(people.ixelles, problem)
    page = client_of(people.ixelles).get(f"/fr/posts/{post.key}/edit/").content.decode()
    assert "data-writing" in page


def tell(person, post, word="agree", said=True):
    return react(by=person, post=post, word=word, said=said)


def test_a_word_is_said_once_and_taken_back_once(people, problem):
    post = say(people.ixelles, problem)
    assert tell(people.jette, post)
    with unchanged():
        assert not tell(people.jette, post)
    assert tell(people.jette, post, said=False)
    with unchanged():
        assert not tell(people.jette, post, said=False)
    assert not Reaction.objects.exists()
    assert [entry.data["word"] for entry in Entry.objects.filter(verb="post.reacted")] == ["agree", ""]


def test_a_word_mails_nobody(people, problem):
    tell(people.jette, say(people.ixelles, problem))
    assert recipients_of(Entry.objects.get(verb="post.reacted")) == []


REACT = {"ixelles": True, "jette": True, "spp_is": True, "secretariat": True, "observer": False, "stranger": False}


@pytest.mark.parametrize("name", REACT)
def test_who_may_say_a_word(people, problem, name):
    post = say(people.molenbeek, problem)
    if REACT[name]:
        assert tell(getattr(people, name), post)
    else:
        with unchanged(), pytest.raises(PermissionDenied):
            tell(getattr(people, name), post)


@pytest.mark.parametrize("facts", [{}, {"word": "x"}, {"word": "agree", "back": "agree"}])
def test_a_word_that_is_none_is_refused(people, problem, client_of, facts):
    post = say(people.ixelles, problem)
    assert client_of(people.jette).post(f"/fr/posts/{post.key}/react/", facts).status_code == 422
    assert not Reaction.objects.exists()


def test_the_form_marks_ones_own_words_and_sends_how_they_shall_stand(people, problem, client_of):
    post, browser = say(people.ixelles, problem), client_of(people.jette)
    url = f"/fr/posts/{post.key}/react/"
    assert 'name="word" value="agree" aria-pressed="false"' in tight(browser.get(url).content.decode())
    for _turn in range(2):
        page = tight(browser.post(url, {"word": "agree"}, headers=FETCH).content.decode())
    assert 'name="back" value="agree" aria-pressed="true"' in page
    assert f'id="post-{post.key}"' in page
    assert browser.post(url, {"back": "agree"})["Location"] == f"/fr/problems/{problem.reference}/#post-{post.key}"
    assert not Reaction.objects.exists()


def test_words_of_a_lane_that_one_does_not_read(people, spaces, client_of):
    post = say(people.ixelles, filed(people.ixelles, spaces.federations))
    for method in ("get", "post"):
        answer = getattr(client_of(people.spp_is), method)(f"/fr/posts/{post.key}/react/", {"word": "agree"})
        assert answer.status_code == 404
