"""The list and the case page, with their conversation, as members meet them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from committee.access.models import Space
from committee.inbox.actions.notices import notify
from committee.journal import clock
from committee.journal.models import Entry
from committee.journal.verbs import brief_of
from committee.people.models import Person
from issues.attachments.actions import attach_files
from issues.attachments.inspection import inspect_upload
from issues.attachments.models import Attachment
from issues.conversation.discussions.queries import PAGE
from issues.conversation.threads.models import Follow, Post, ReadMark
from tests.committee.records import heard, organisation_of, unchanged
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.pages import PHONE_REFUSED, body, checked, filled_in, flagged, said, value_of
from tests.issues.steps import PHONE, say


def url_of(problem, language="fr") -> str:
    return f"/{language}/problems/{problem.reference}/"


def write(browser, problem, space, text="Une phrase.", language="fr", **words):
    words = {"lane": space.pk, "text": text, "key": str(uuid.uuid4())} | words
    return browser.post(f"/{language}/threads/{problem.thread_id}/", words)


@pytest.mark.parametrize("lane", ["common", "federations"])
def test_writing_a_post_leads_to_it(people, problem, spaces, client_of, lane):
    response = write(client_of(people.molenbeek), problem, getattr(spaces, lane), kind="question", key="k-1")
    post = Post.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{url_of(problem)}#post-k-1")
    assert (post.strand.space.lane, post.kind, post.author) == (lane, "question", people.molenbeek)


def test_a_double_click_says_it_once_with_its_files_once(people, problem, spaces, client_of, storage):  # noqa: F811
    browser = client_of(people.molenbeek)
    for _ in range(2):
        write(browser, problem, spaces.common, key="k-1", files=[upload("scan.pdf", PDF)])
    assert (Post.objects.count(), Attachment.objects.count()) == (1, 1)
    assert Post.objects.get().attachments.get().space == spaces.common


def test_an_answer_begins_in_the_lane_of_what_it_answers(people, problem, spaces, client_of):
    post = say(people.ixelles, problem, "Entre nous ?", spaces.federations)
    browser = client_of(people.molenbeek)
    page = browser.get(f"{url_of(problem)}?reply={post.key}")
    assert value_of(page, "reply_to") == post.key
    assert checked(page, "lane") == [str(spaces.federations.pk)]
    write(browser, problem, spaces.federations, reply_to=post.key)
    assert Post.objects.latest("pk").reply_to == post


def test_an_answer_sent_to_another_lane_is_a_post_of_its_own(people, problem, spaces, client_of):
    post = say(people.ixelles, problem, "Entre nous ?", spaces.federations)
    assert write(client_of(people.molenbeek), problem, spaces.common, reply_to=post.key).status_code == 302
    assert Post.objects.latest("pk").reply_to is None


def test_nobody_answers_what_they_do_not_read(people, problem, spaces, client_of):
    hidden = say(people.ixelles, problem, "Entre nous.", spaces.federations)
    page = client_of(people.spp_is).get(f"{url_of(problem)}?reply={hidden.key}")
    assert value_of(page, "reply_to") == ""
    write(client_of(people.spp_is), problem, spaces.common, reply_to=hidden.key)
    assert Post.objects.latest("pk").reply_to is None


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize(
    ("words", "message"),
    [({"text": PHONE}, PHONE_REFUSED), ({"text": " "}, "This field is required."), ({"lane": ""}, None)],
    ids=["personal data", "no text", "no lane"],
)
def test_a_post_refused_comes_back_filled_in(people, problem, spaces, client_of, language, words, message):
    with unchanged():
        words = {"text": "Mon texte."} | words
        response = write(client_of(people.molenbeek), problem, spaces.common, language=language, **words)
    assert response.status_code == 422
    assert value_of(response, "text").strip() == words["text"].strip()
    if message:
        assert said(language, message) in body(response)
        assert flagged(response) == {"text"}


@pytest.mark.parametrize(
    "words",
    [
        {"lane": "999999"},
        {"lane": "x"},
        {"text": "a\x00b"},
        {"text": "x" * 10001},
        {"kind": "x"},
        {"key": ""},
        {"key": "../../x"},
        {"key": "a b"},
        {"key": "k" * 37},
        {"reply_to": "r" * 37},
        {"reply_to": "\x00"},
    ],
    ids=lambda words: ascii(words)[:40],
)
def test_a_post_that_makes_no_sense_is_refused(people, problem, spaces, client_of, words):
    with unchanged():
        assert write(client_of(people.molenbeek), problem, spaces.common, **words).status_code == (
            400 if "\0" in "".join(words.values()) else 422
        )


@pytest.mark.parametrize("lane", ["administration", "own"])
def test_nobody_writes_in_a_lane_that_is_not_offered(people, problem, spaces, client_of, lane):
    space = spaces.administration if lane == "administration" else Space.objects.own(organisation_of(people.ixelles))
    with unchanged():
        assert write(client_of(people.molenbeek), problem, space).status_code == 422


def test_who_only_reads_is_refused(people, problem, spaces, client_of):
    with unchanged():
        assert write(client_of(people.observer), problem, spaces.common).status_code == 403


def test_correcting_and_withdrawing_on_their_pages(people, problem, client_of):
    post, browser = say(people.molenbeek, problem, "Avant."), client_of(people.molenbeek)
    opened = filled_in(browser.get(f"/fr/posts/{post.key}/edit/"))
    assert opened["text"] == "Avant."
    response = browser.post(f"/fr/posts/{post.key}/edit/", opened | {"text": "Après."})
    assert (response.status_code, response["Location"]) == (302, f"{url_of(problem)}#post-{post.key}")
    assert "Après." in body(browser.get(url_of(problem)))
    assert browser.post(f"/fr/posts/{post.key}/withdraw/").status_code == 302
    for page in (url_of(problem), f"{url_of(problem)}timeline/", f"/fr/strands/{post.strand_id}/after/0/"):
        text = body(browser.get(page))
        assert "Après." not in text
        assert "Avant." not in text
    assert said("fr", "This post was withdrawn.") in body(browser.get(url_of(problem)))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_correction_refused_comes_back_filled_in(people, problem, client_of, language):
    post = say(people.molenbeek, problem, "Avant.")
    with unchanged():
        response = client_of(people.molenbeek).post(f"/{language}/posts/{post.key}/edit/", {"text": PHONE})
    assert (response.status_code, flagged(response), value_of(response, "text")) == (422, {"text"}, PHONE)
    assert said(language, PHONE_REFUSED) in body(response)


def test_opening_a_case_reads_its_posts_and_its_notices(people, problem, spaces, client_of):
    posts = [say(people.ixelles, problem, f"{n}") for n in range(3)]
    notify(entry=Entry.objects.filter(verb="post.added").latest("pk"), hearing=heard([people.jette]))
    page = body(client_of(people.jette).get(url_of(problem)))
    assert page.count('class="post l-common d0 new"') == 3
    assert ReadMark.objects.get(person=people.jette).number == posts[-1].number
    assert Person.objects.get(pk=people.jette.pk).unread_notices == 0
    later = client_of(people.jette)
    with clock.acting_at(timezone.now() + timedelta(hours=1)):
        assert ' new"' not in body(later.get(url_of(problem)))


def test_a_long_thread_leads_to_its_earlier_posts(people, problem, client_of):
    for number in range(PAGE + 5):
        say(people.ixelles, problem, f"Phrase {number}.")
    browser = client_of(people.jette)
    page = body(browser.get(url_of(problem)))
    assert page.count('<article class="post') == PAGE
    way = re.search(r'<a href="([^"#]+)#talk" data-way="older"', page)[1]
    earlier = body(browser.get(way))
    assert earlier.count('<article class="post') == 5
    assert 'data-way="older"' not in earlier


def test_following_and_stopping(people, problem, client_of):
    browser, url = client_of(people.jette), f"/fr/threads/{problem.thread_id}/follow/"
    assert browser.post(url, {"level": "all"})["Location"] == f"{url_of(problem)}#talk"
    assert Follow.objects.get(person=people.jette).level == "all"
    browser.post(url, {"level": "none", "pace": "daily"})
    follow = Follow.objects.get(person=people.jette)
    assert (follow.level, follow.pace, follow.deliberate) == ("none", "daily", True)


def test_a_file_of_a_lane_is_named_to_its_readers_alone(people, problem, spaces, client_of, storage):  # noqa: F811
    place = organisation_of(people.ixelles)
    for space, name in ((spaces.common, "commun.pdf"), (Space.objects.own(place), "interne.pdf")):
        files = [inspect_upload(upload(name, PDF))]
        problem.attachments.add(*attach_files(by=people.ixelles, space=space, organisation_id=place.pk, files=files))
    pages = {name: body(client_of(getattr(people, name)).get(url_of(problem))) for name in ("ixelles", "spp_is")}
    assert {name for name, page in pages.items() if "commun.pdf" in page} == {"ixelles", "spp_is"}
    assert {name for name, page in pages.items() if "interne.pdf" in page} == {"ixelles"}


HOSTILE = (
    "before=x",
    "before=-1",
    "before=CO-2020-0001",
    "before=" + "9" * 400,
    "before=%F0%9F%98%80",
    "before=CO-2025-0001%27%20OR%201=1--",
    "q=" + "x" * 10000,
    "q=%F0%9F%98%80",
    "q=%25%25%25",
    "q=%5C",
    "q=" + "a%20" * 3000,
    "chain=" + "9" * 50,
    "chain=-1",
    "severity=-1",
    "page=-1",
    "fragment=x",
    "fragment=rows",
    "reply=" + "x" * 5000,
    "before=%D9%A3",
    "=",
    "&&&",
    "q=%FF%FE",
)


@pytest.mark.parametrize("page", ["problems/", "problems/{ref}/", "problems/{ref}/timeline/", "inbox/", "dashboard/"])
def test_no_address_breaks_a_page(people, problem, client_of, page):
    say(people.ixelles, problem)
    browser, url = client_of(people.jette), f"/fr/{page.format(ref=problem.reference)}"
    found = {query[:40]: browser.get(f"{url}?{query}").status_code for query in HOSTILE}
    assert found == {query[:40]: 200 for query in HOSTILE}


def test_every_last_fact_has_its_short_words():
    import issues.problems.records.actions.lifecycle as problems
    import issues.resolution.solutions.actions.lifecycle as solutions
    import issues.resolution.verification.actions.judging as judging
    from issues.fieldwork.impacts.actions.declaring import DECLARED, REVISED

    verbs = {DECLARED, REVISED, problems.FILED, problems.SHARED, problems.MOVED, problems.CLOSED, problems.TRANSLATED}
    verbs |= {solutions.PROPOSED, solutions.MOVED, solutions.NOT_RETAINED, solutions.DELIVERED, solutions.DUE}
    verbs |= {judging.JUDGED, judging.RELAPSED, judging.VERIFIED}
    assert all(brief_of(code) for code in verbs)
    assert brief_of("no.longer") == ""
