"""What is new to a reader, where it begins, how long that stays so; and what the reader hears of a thread."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from committee.journal import clock
from issues.conversation.discussions.queries import PAGE
from issues.conversation.threads.models import Follow, Level, Pace, ReadMark
from tests.committee.records import unchanged
from tests.issues.pages import body, checked, said
from tests.issues.steps import say
from tests.markup import tight

pytestmark = pytest.mark.column

SINCE = "New since your last visit"


def url_of(problem) -> str:
    return f"/fr/threads/{problem.thread_id}/"


def opened(browser, problem, after: timedelta = timedelta(), query: str = "") -> str:
    with clock.acting_at(timezone.now() + after):
        return tight(body(browser.get(f"{url_of(problem)}{query}")))


def divided(page: str) -> str | None:
    """The text of the post before which the divider stands."""
    found = re.search(rf'id="new">{said("fr", SINCE)}</p>(.*?)</article>', page, re.S)
    return re.search(r"Phrase \d+", found[1])[0] if found else None


def new(page: str) -> int:
    return len(re.findall(r'<article class="post [^"]*\bnew\b', page))


def test_the_divider_stands_before_the_first_new_post_and_survives_a_reload(people, problem, client_of):
    browser = client_of(people.jette)
    say(people.ixelles, problem, "Phrase 0.")
    opened(browser, problem)
    for n in (1, 2):
        say(people.ixelles, problem, f"Phrase {n}.")
    for after in (60, 75, 90):
        page = opened(browser, problem, timedelta(minutes=after))
        assert (divided(page), new(page)) == ("Phrase 1", 2), after
        assert "2 " in re.search(r'class="unread"><p><strong>(.*?)</strong>', page)[1]
    page = opened(browser, problem, timedelta(minutes=121))
    assert (divided(page), new(page)) == (None, 0)
    assert 'class="unread"' not in page


def test_who_was_never_here_sees_new_posts_without_a_divider(people, problem, client_of):
    say(people.ixelles, problem, "Phrase 0.")
    page = opened(client_of(people.jette), problem)
    assert (divided(page), new(page)) == (None, 1)


def test_ones_own_posts_are_never_new(people, problem, client_of):
    browser = client_of(people.ixelles)
    say(people.jette, problem, "Phrase 0.")
    opened(browser, problem)
    say(people.ixelles, problem, "Phrase 1.")
    say(people.jette, problem, "Phrase 2.")
    page = opened(browser, problem, timedelta(hours=1))
    assert (divided(page), new(page)) == ("Phrase 2", 1)
    assert len(re.findall(r'<article class="post [^"]*\bown\b', page)) == 1


def test_the_first_unread_is_found_hundreds_of_posts_back(people, problem, client_of):
    browser = client_of(people.jette)
    say(people.ixelles, problem, "Phrase 0.")
    opened(browser, problem)
    for n in range(1, PAGE + 30):
        say(people.ixelles, problem, f"Phrase {n}.")
    page = opened(browser, problem, timedelta(hours=1))
    assert divided(page) is None
    assert f"{PAGE + 29} " in re.search(r'class="unread"><p><strong>(.*?)</strong>', page)[1]
    way = re.search(r'</strong> ?<a href="([^"]+)"', page)[1]
    there = tight(body(browser.get(way.partition("#")[0])))
    assert way.endswith("#new")
    assert 'id="new"' in there
    assert divided(there) == "Phrase 1"


def test_the_words_say_when_one_was_here_last(people, problem, client_of):
    browser = client_of(people.jette)
    say(people.ixelles, problem, "Phrase 0.")
    with clock.acting_at(timezone.now() - timedelta(days=400)):
        browser.get(url_of(problem))
    ReadMark.objects.update(number=0)
    year = (timezone.now() - timedelta(days=400)).year
    for after in (0, 5):
        words = re.search(
            r'class="unread"><p><strong>(.*?)</strong>', opened(browser, problem, timedelta(minutes=after))
        )[1]
        assert str(year) in words


def test_an_earlier_page_does_not_say_that_the_end_was_read(people, problem, client_of):
    for n in range(PAGE + 5):
        post = say(people.ixelles, problem, f"Phrase {n}.")
    opened(client_of(people.jette), problem, query=f"?before={post.pk}")
    assert ReadMark.objects.get(person=people.jette).number == 0


def test_one_lane_read_says_nothing_of_another(people, problem, spaces, client_of):
    say(people.ixelles, problem, "Phrase 0.")
    say(people.ixelles, problem, "Phrase 1.", spaces.federations)
    opened(client_of(people.jette), problem, query="?lane=federations")
    marks = dict(ReadMark.objects.filter(person=people.jette).values_list("strand__space__lane", "number"))
    assert marks == {"common": 0, "federations": 1}
    opened(client_of(people.molenbeek), problem, query="?bench=federations")
    assert set(ReadMark.objects.filter(person=people.molenbeek).values_list("number", flat=True)) == {0}


@pytest.mark.parametrize("page", ["thread", "owner"])
def test_marking_as_read_without_a_script(people, problem, client_of, page):
    browser = client_of(people.jette)
    say(people.ixelles, problem, "Phrase 0.")
    opened(browser, problem)
    say(people.ixelles, problem, "Phrase 1.")
    response = browser.post(f"{url_of(problem)}read/", {"page": page})
    way = url_of(problem) if page == "thread" else f"/fr/problems/{problem.reference}/"
    assert (response.status_code, response["Location"]) == (302, f"{way}#talk")
    page = opened(browser, problem, timedelta(hours=1))
    assert (divided(page), new(page)) == (None, 0)


def test_marking_as_unread_from_a_post_on(people, problem, spaces, client_of):
    browser = client_of(people.jette)
    posts = [
        say(people.ixelles, problem, f"Phrase {n}.", spaces.federations if n % 2 else spaces.common) for n in range(6)
    ]
    opened(browser, problem)
    response = browser.post(f"{url_of(problem)}read/", {"from": posts[3].key})
    assert (response.status_code, response["Location"]) == (302, f"/fr/posts/{posts[3].key}/")
    page = opened(browser, problem, timedelta(minutes=1))
    assert (divided(page), new(page)) == ("Phrase 3", 3)


def test_nobody_marks_what_they_do_not_read(people, problem, spaces, client_of):
    hidden = say(people.ixelles, problem, "Phrase.", spaces.federations)
    with unchanged():
        for key in (hidden.key, "x", "é" * 5000):
            assert client_of(people.spp_is).post(f"{url_of(problem)}read/", {"from": key}).status_code == 404
        assert client_of(people.stranger).post(f"{url_of(problem)}read/").status_code == 404
        assert client_of(people.jette).get(f"{url_of(problem)}read/").status_code == 405
    client_of(people.spp_is).post(f"{url_of(problem)}read/")
    assert not ReadMark.objects.filter(person=people.spp_is, strand=hidden.strand).exists()


@pytest.mark.parametrize("level", Level.values)
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_choosing_what_to_hear_and_seeing_it_in_words(people, problem, client_of, level, language):
    browser, url = client_of(people.jette), f"/{language}/threads/{problem.thread_id}/"
    response = browser.post(f"{url}follow/", {"level": level, "pace": "weekly", "page": "thread"})
    assert response["Location"] == f"{url}#talk"
    page = browser.get(url)
    assert checked(page, "level") == [level]
    chosen = re.search(r'class="menu follow"><summary>(.*?)</summary>', tight(body(page)))[1]
    assert said(language, dict(WORDS)[level]) in chosen
    assert said(language, "Once a week") in chosen
    assert '<option value="weekly" selected>' in body(page)


WORDS = (("all", "Everything"), ("mentions", "Only what calls me or answers me"), ("none", "Nothing"))


def test_a_choice_is_ones_own_and_must_make_sense(people, problem, client_of):
    client_of(people.jette).post(f"{url_of(problem)}follow/", {"level": "none", "pace": "never"})
    assert checked(client_of(people.molenbeek).get(url_of(problem)), "level") == ["mentions"]
    with unchanged():
        for words in ({}, {"level": "x"}, {"level": "all", "pace": "x"}):
            assert client_of(people.jette).post(f"{url_of(problem)}follow/", words).status_code == 422
    assert Follow.objects.get(person=people.jette).pace == Pace.NEVER
