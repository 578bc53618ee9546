"""No person types a NUL and no database keeps one: it is refused once, at the door, whichever way it comes in."""

import json
from urllib.parse import urlencode

import pytest

from home.live.page_messages import read_message
from issues.conversation.threads.models import Post
from issues.overview.register.models import SavedView
from issues.overview.register.search_terms import query_in
from tests.committee.records import unchanged
from tests.issues.attachments.samples import PDF, upload
from tests.issues.steps import say

PATHS = (
    "/%00",
    "/fr/%00/",
    "/fr/posts/%00/",
    "/fr/files/%00/",
    "/fr/problems/CO-2025-0001%00/",
    "/to/problem/%00/",
    "/mail/stop/x%00/",
)
QUERIES = ("?q=%00", "?before=a%00b", "?%00=x", "?%00", "?draft=%00&page=1")
PAGES = ("/fr/", "/fr/problems/", "/fr/inbox/", "/fr/search/", "/fr/problems/file/")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["ixelles", None])
def test_in_a_path(people, client, client_of, path, name):
    browser = client_of(getattr(people, name)) if name else client
    with unchanged():
        for answer in (browser.get(path), browser.post(path)):
            assert answer.status_code == 400
            assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("query", QUERIES)
def test_in_a_query(people, client_of, query):
    browser = client_of(people.ixelles)
    assert {browser.get(page + query).status_code for page in PAGES} == {400}


@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
@pytest.mark.parametrize("field", [{"text": "a\0b"}, {"te\0xt": "a"}, {"lane": "\0"}])
def test_in_a_field_of_a_form(people, problem, client_of, kind, field):
    browser, url = client_of(people.ixelles), f"/fr/threads/{problem.thread_id}/"
    words = {"text": "Une phrase.", **field}
    sent = {"content_type": "application/x-www-form-urlencoded"} if kind == "urlencoded" else {}
    with unchanged():
        assert browser.post(url, urlencode(words) if sent else words, **sent).status_code == 400
    assert not Post.objects.exists()


def test_an_address_in_a_form_holds_none_either(people, client_of):
    assert query_in("?q=a%00b&lane=%00").dict() == {"q": "ab", "lane": ""}
    browser = client_of(people.ixelles)
    assert browser.post("/fr/problems/views/", {"name": "Vue", "query": "q=a%00b"}).status_code == 302
    assert "%00" not in SavedView.objects.get().query


def test_the_text_that_names_one_is_a_text(people, problem, client_of):
    say(people.ixelles, problem, "Écrire %00 dans une adresse.")
    assert client_of(people.ixelles).get("/fr/problems/?q=%2500").status_code == 200


def test_in_the_name_of_a_file(people, problem, spaces, client_of):
    browser, url = client_of(people.ixelles), f"/fr/threads/{problem.thread_id}/"
    words = {"text": "Avec un fichier.", "lane": spaces.common.pk, "kind": "comment", "language": "fr", "key": "k-1"}
    answer = browser.post(url, words | {"files": upload("a\0b.pdf", PDF)})
    assert answer.status_code in (302, 400, 422)
    assert not [file for post in Post.objects.all() for file in post.attachments.all() if "\0" in file.name]


@pytest.mark.parametrize("said", [{"follow": ["strand:\0"]}, {"here": "\0"}, {"follow": ["inbox:1"], "writing": "a\0"}])
def test_in_what_a_page_says_over_a_socket(said):
    assert read_message({"type": "websocket.receive", "text": json.dumps(said)}) is None


def test_a_page_without_one_is_a_page(people, client_of):
    assert {client_of(people.ixelles).get(page).status_code for page in PAGES} == {200}
