"""Sending a post: once, in its lane and language, answered with the post alone where a script asks."""

import pytest

from issues.conversation.threads.models import Post
from tests.issues.steps import PHONE, say
from tests.markup import on_one_line, tight

pytestmark = pytest.mark.column

FETCH = {"X-Requested-With": "fetch"}
KEY = "22222222-2222-4222-8222-222222222222"


def send(browser, problem, space, text="Une phrase.", headers=FETCH, language="fr", **facts):
    facts = {"text": text, "lane": space.pk, "key": KEY, **facts}
    return browser.post(f"/{language}/threads/{problem.thread_id}/", facts, headers=headers)


def test_a_script_gets_the_post_and_the_next_key(people, problem, spaces, client_of):
    answer = send(client_of(people.jette), problem, spaces.federations)
    told, post = answer.json(), Post.objects.get()
    assert (answer.status_code, told["post"], told["strand"], told["change"]) == (201, KEY, post.strand_id, 1)
    assert tight(told["html"]).startswith('<article class="post l-federations d0 own"')
    assert told["key"] not in ("", KEY)


def test_without_a_script_the_page_comes_again(people, problem, spaces, client_of):
    answer = send(client_of(people.jette), problem, spaces.common, headers={})
    assert (answer.status_code, answer["Location"]) == (302, f"/fr/problems/{problem.reference}/#post-{KEY}")
    answer = send(client_of(people.jette), problem, spaces.common, text="Autre.", headers={}, page="thread")
    assert answer["Location"].startswith(f"/fr/threads/{problem.thread_id}/#post-")


@pytest.mark.parametrize("headers", [FETCH, {}])
def test_sent_twice_it_is_said_once(people, problem, spaces, client_of, headers):
    browser = client_of(people.jette)
    first, second = (send(browser, problem, spaces.common, headers=headers) for _turn in range(2))
    assert first.status_code == second.status_code
    assert Post.objects.count() == 1


def test_a_script_gets_the_composer_alone_where_something_is_to_be_mended(people, problem, spaces, client_of):
    answer = send(client_of(people.jette), problem, spaces.common, text=PHONE)
    page = on_one_line(answer.content.decode())
    assert answer.status_code == 422
    assert page.count("<form") == 1
    assert "<html" not in page
    assert 'id="errors"' in page
    assert not Post.objects.exists()


@pytest.mark.parametrize(("page", "chosen", "kept"), [("fr", "", "fr"), ("nl", "", "nl"), ("fr", "nl", "nl")])
def test_the_language_is_kept_and_declared(people, problem, spaces, client_of, page, chosen, kept):
    answer = send(client_of(people.jette), problem, spaces.common, language=page)
    assert answer.status_code == 201
    Post.objects.all().delete()
    browser = client_of(people.jette)
    facts = {"text": "Woord.", "lane": spaces.common.pk, "key": KEY, "language": chosen}
    html = browser.post(f"/{page}/threads/{problem.thread_id}/", facts, headers=FETCH).json()["html"]
    assert f'<div class="body" lang="{kept}">' in html


def test_answers_go_two_deep_and_cite_what_they_answer(people, problem, spaces, client_of):
    browser, depth = client_of(people.jette), []
    before = say(people.ixelles, problem, "Le **début** de tout.")
    for number in range(4):
        key = f"{KEY[:-1]}{number}"
        html = send(browser, problem, spaces.common, text=f"{number}", key=key, reply_to=before.key).json()["html"]
        before = Post.objects.get(key=key)
        depth.append(before.depth)
        if number == 0:
            assert '<q lang="fr">Le début de tout.</q>' in html
    assert depth == [1, 2, 2, 2]


def test_an_answer_cites_nothing_that_was_taken_back(people, problem, client_of):
    from issues.conversation.threads.actions.posts import withdraw_post

    first = say(people.ixelles, problem, "Des mots de trop.")
    second = say(people.jette, problem, "Oui.", reply_to=first)
    url = f"/fr/threads/{problem.thread_id}/"
    assert "Des mots de trop." in client_of(people.jette).get(url).content.decode()
    withdraw_post(by=people.ixelles, post=first)
    assert "Des mots de trop." not in client_of(people.jette).get(url).content.decode()
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.change == 3
    assert first.change == 4


def test_an_answer_keeps_the_lane_of_what_it_answers(people, problem, spaces, client_of):
    inner = say(people.ixelles, problem, "Entre nous.", spaces.federations)
    page = on_one_line(
        client_of(people.jette).get(f"/fr/threads/{problem.thread_id}/?reply={inner.key}").content.decode()
    )
    form = page[page.index('id="write"') :]
    assert form.count("disabled") == 2
    send(client_of(people.jette), problem, spaces.common, reply_to=inner.key)
    assert Post.objects.get(key=KEY).reply_to is None


def test_a_quotation_is_put_in_without_a_script(people, problem, client_of):
    said = say(people.ixelles, problem, "Une ligne.\n\nUne <autre>.")
    url = f"/fr/threads/{problem.thread_id}/?reply={said.key}&quote=1"
    page = on_one_line(client_of(people.jette).get(url).content.decode())
    assert "&gt; **Function of ixelles** (CPAS d’Ixelles)\n&gt;\n&gt; Une ligne.\n&gt;\n&gt; Une &lt;autre&gt;." in page


@pytest.mark.parametrize("key", ["x", "'", "0" * 300])
def test_what_cannot_be_answered_is_answered_by_nobody(people, problem, client_of, key):
    page = client_of(people.jette).get(f"/fr/threads/{problem.thread_id}/", {"reply": key, "quote": "1"})
    assert page.status_code == 200


def test_nobody_quotes_what_they_do_not_read(people, problem, spaces, client_of):
    inner = say(people.ixelles, problem, "Entre nous.", spaces.federations)
    url = f"/fr/threads/{problem.thread_id}/?reply={inner.key}&quote=1"
    assert "Entre nous." not in client_of(people.spp_is).get(url).content.decode()


def test_the_composer_says_who_reads(people, problem, client_of):
    page = on_one_line(client_of(people.jette).get(f"/nl/threads/{problem.thread_id}/").content.decode())
    form = page[page.index('id="write"') :]
    for lane in ("common", "federations", "organisation"):
        assert f'<span data-lane="{lane}">' in form
    assert 'data-lane="administration"' not in form
