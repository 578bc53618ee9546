"""Drafts of posts: the same on each device, for their writer alone, and gone with the post."""

import pytest

from committee.access.models import Space
from issues.conversation.discussions.models import PostDraft
from issues.conversation.threads.actions.posts import withdraw_post
from issues.conversation.threads.models import Post
from tests.committee.records import organisation_of
from tests.issues.steps import PHONE, say
from tests.markup import on_one_line

pytestmark = pytest.mark.column

FETCH = {"X-Requested-With": "fetch"}
KEY = "11111111-1111-4111-8111-111111111111"


def keep(browser, problem, text="Je commence.", version=0, headers=FETCH, **facts):
    facts = {"text": text, "version": version, "key": KEY, **facts}
    return browser.post(f"/fr/threads/{problem.thread_id}/draft/", facts, headers=headers)


def send(browser, problem, space, text="Je commence.", **facts):
    facts = {"text": text, "lane": space.pk, "key": KEY, "version": 0, **facts}
    return browser.post(f"/fr/threads/{problem.thread_id}/", facts, headers=FETCH)


def test_a_draft_stands_on_every_device(people, problem, spaces, client_of):
    first, second = client_of(people.jette), client_of(people.jette)
    answer = keep(first, problem, lane=spaces.federations.pk, language="nl", kind="question")
    assert (answer.status_code, answer.json()["state"], answer.json()["version"]) == (200, "kept", 1)
    for path in (f"/fr/threads/{problem.thread_id}/", f"/fr/problems/{problem.reference}/"):
        page = on_one_line(second.get(path).content.decode())
        assert "Je commence.</textarea>" in page
        assert f'value="{KEY}"' in page
        assert '<option value="nl" selected>' in page
        assert "Je commence." not in client_of(people.ixelles).get(path).content.decode()


def test_keeping_again_counts_and_keeps_one(people, problem, client_of):
    browser = client_of(people.jette)
    for version, text in enumerate(("Un", "Un deux", "Un deux trois")):
        assert keep(browser, problem, text, version).json()["version"] == version + 1
    draft = PostDraft.objects.get()
    assert (draft.text, draft.version) == ("Un deux trois", 3)


def test_what_another_device_kept_is_not_overwritten(people, problem, client_of):
    keep(client_of(people.jette), problem, "Du bureau.")
    answer = keep(client_of(people.jette), problem, "Du téléphone.")
    assert (answer.status_code, answer.json()["text"], answer.json()["version"]) == (409, "Du bureau.", 1)
    assert PostDraft.objects.get().text == "Du bureau."
    assert keep(client_of(people.jette), problem, "Du téléphone.", version=1).status_code == 200


def test_without_a_script_both_texts_stand_on_a_page(people, problem, client_of):
    browser = client_of(people.jette)
    answer = keep(browser, problem, "Du bureau.", headers={})
    assert (answer.status_code, answer["Location"]) == (302, f"/fr/problems/{problem.reference}/#write")
    page = keep(browser, problem, "Du téléphone.", headers={})
    assert page.status_code == 409
    assert "Du bureau." in page.content.decode()
    assert "Du téléphone." in page.content.decode()


@pytest.mark.parametrize("headers", [FETCH, {}])
def test_personal_data_is_not_kept(people, problem, client_of, headers):
    answer = keep(client_of(people.jette), problem, PHONE, headers=headers)
    assert answer.status_code == 422
    assert not PostDraft.objects.exists()


def test_it_goes_with_the_post(people, problem, spaces, client_of):
    browser = client_of(people.jette)
    keep(browser, problem)
    assert send(browser, problem, spaces.common, version=1).status_code == 201
    assert not PostDraft.objects.exists()


def test_another_text_that_another_device_kept_outlives_the_post(people, problem, spaces, client_of):
    browser = client_of(people.jette)
    keep(browser, problem)
    keep(client_of(people.jette), problem, "Autre chose.", version=1)
    send(browser, problem, spaces.common, version=1)
    assert PostDraft.objects.get().text == "Autre chose."


def test_keeping_what_was_sent_keeps_nothing(people, problem, spaces, client_of):
    browser = client_of(people.jette)
    send(browser, problem, spaces.common)
    assert keep(browser, problem).json()["state"] == "none"
    assert not PostDraft.objects.exists()


def test_emptying_a_draft_forgets_it(people, problem, client_of):
    browser = client_of(people.jette)
    keep(browser, problem)
    assert keep(browser, problem, " ", version=1).json()["state"] == "none"
    assert not PostDraft.objects.exists()


WHO = {"ixelles": 200, "spp_is": 200, "observer": 403, "stranger": 404, "administrator": 404}


@pytest.mark.parametrize("name", WHO)
def test_who_may_keep_a_draft(people, problem, client_of, name):
    assert keep(client_of(getattr(people, name)), problem).status_code == WHO[name]


def test_a_lane_that_one_does_not_write_in_is_refused(people, problem, spaces, client_of):
    answer = keep(client_of(people.spp_is), problem, lane=spaces.federations.pk)
    assert answer.status_code == 422
    assert not PostDraft.objects.exists()


def test_a_draft_for_one_lane_is_never_put_into_another(people, problem, spaces, client_of):
    browser = client_of(people.jette)
    public = say(people.ixelles, problem, "Pour tous.")
    keep(browser, problem, "Entre nous seulement.", lane=spaces.federations.pk)
    page = on_one_line(browser.get(f"/fr/threads/{problem.thread_id}/?reply={public.key}").content.decode())
    assert "Entre nous seulement." not in page
    inner = say(people.ixelles, problem, "Entre nous.", spaces.federations)
    page = on_one_line(browser.get(f"/fr/threads/{problem.thread_id}/?reply={inner.key}").content.decode())
    assert "Entre nous seulement." in page


def test_a_draft_forgets_an_answer_to_what_was_withdrawn(people, problem, spaces, client_of):
    browser, said = client_of(people.jette), say(people.ixelles, problem)
    keep(browser, problem, lane=spaces.common.pk, reply_to=said.key)
    assert f'value="{said.key}"' in browser.get(f"/fr/threads/{problem.thread_id}/").content.decode()
    withdraw_post(by=people.ixelles, post=said)
    assert f'value="{said.key}"' not in browser.get(f"/fr/threads/{problem.thread_id}/").content.decode()


def test_a_reply_to_a_post_of_another_lane_is_not_kept_as_one(people, own, problem, client_of):
    hidden = say(people.ixelles, own, "Interne.")
    keep(client_of(people.jette), problem, reply_to=hidden.key)
    assert PostDraft.objects.get().reply_to is None


@pytest.mark.parametrize("version", ["x", "-5", "99999999999999999999"])
def test_a_version_that_makes_no_sense_is_no_error(people, problem, client_of, version):
    assert keep(client_of(people.jette), problem, version=version).status_code in (200, 409, 422)


def test_a_closed_lane_keeps_nothing(people, problem, client_of):
    space = Space.objects.own(organisation_of(people.ixelles))
    assert keep(client_of(people.jette), problem, lane=space.pk).status_code == 422
    assert not Post.objects.exists()
