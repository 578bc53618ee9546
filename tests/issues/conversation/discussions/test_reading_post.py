"""The page of a post: its permanent address, its answers, and what each reader may do with it."""

import re

import pytest

from tests.issues.pages import body, said
from tests.issues.steps import say

ACTS = {
    "reply": "reply=",
    "correct": "/edit/",
    "task": "/task/",
    "mark": "/mark/",
    "report": "/report/",
    "hide": "/hide/",
    "withdraw": "/withdraw/",
}
MAY = {
    "molenbeek": {"reply", "correct", "task", "withdraw"},
    "ixelles": {"reply", "task", "report"},
    "secretariat": {"reply", "task", "mark", "report", "hide", "withdraw"},
    "spp_is": {"reply", "task", "mark", "report"},
    "observer": set(),
}


def acts(page: str) -> set[str]:
    """What the column of facts offers."""
    column = re.search(r'<aside class="facts-col".*?</aside>', page, re.S)[0]
    links = re.findall(r'<a href="([^"]+)"', column)
    return {name for name, sign in ACTS.items() if any(sign in link for link in links)}


def url_of(post) -> str:
    return f"/fr/posts/{post.key}/"


@pytest.mark.parametrize("name", MAY)
def test_each_reader_is_offered_what_they_may_do(people, problem, client_of, name):
    post = say(people.molenbeek, problem, "Un message.")
    page = body(client_of(getattr(people, name)).get(url_of(post)))
    assert acts(page) == MAY[name]
    assert (said("fr", "Your word on it") in page) == (name != "observer")
    assert f"/fr/threads/{problem.thread_id}/?post={post.key}#post-{post.key}" in page


@pytest.mark.parametrize(
    ("lane", "readers"),
    [
        ("common", {"ixelles", "federation", "spp_is", "observer"}),
        ("federations", {"ixelles", "federation"}),
        ("administration", {"spp_is"}),
    ],
)
def test_a_post_of_another_lane_does_not_exist(people, problem, spaces, client_of, lane, readers):
    by = people.spp_is if lane == "administration" else people.molenbeek
    post = say(by, problem, "Un message.", getattr(spaces, lane))
    names = ("ixelles", "federation", "spp_is", "observer", "stranger")
    found = {name for name in names if client_of(getattr(people, name)).get(url_of(post)).status_code == 200}
    assert found == readers


def test_its_answers_stand_below_those_that_the_reader_reads(people, problem, spaces, client_of):
    post = say(people.molenbeek, problem, "Une question.")
    answer = say(people.ixelles, problem, "Une réponse.", reply_to=post)
    say(people.ixelles, problem, "Autre chose.")
    page = body(client_of(people.observer).get(url_of(post)))
    assert re.findall(r'<article class="post [^"]*" id="post-([^"]+)"', page) == [post.key, answer.key]
    assert 'class="acts"' not in page


def test_a_withdrawn_post_says_so_and_offers_little(people, problem, client_of):
    from issues.conversation.threads.actions.posts import withdraw_post

    post = say(people.molenbeek, problem, "Un secret.")
    withdraw_post(by=people.molenbeek, post=post)
    page = body(client_of(people.molenbeek).get(url_of(post)))
    assert "Un secret." not in page
    assert said("fr", "This post was withdrawn.") in page
    assert acts(page) == set()


def test_more_and_the_hour_lead_to_the_page_of_a_post(people, problem, client_of):
    post = say(people.molenbeek, problem, "Un message.")
    thread = body(client_of(people.ixelles).get(f"/fr/threads/{problem.thread_id}/"))
    assert f'<a href="{url_of(post)}"><time' in thread
    assert f'<a href="{url_of(post)}" data-act="more">' in thread
