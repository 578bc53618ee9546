"""What follows a reply comes after its answer, at once and together: its author finds it, and who follows is told."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.journal.models import Entry
from home import reactions
from home.search.queries.results import search
from issues.conversation.threads.actions.posts import follow_thread

pytestmark = pytest.mark.column
ANSWERED, FOLLOWED, EACH = 22, 31, 20
"""Statements until a reply is answered, of what follows it, and of what follows one more that waits with it. Some are
the beginning or the end of a transaction; one asks each kind that has threads: a question, a solution, a problem."""


@pytest.fixture
def waiting(monkeypatch):
    """What a process that serves would hand to its thread."""
    entries = []
    monkeypatch.setattr(reactions, "defer", lambda doing, entry: entries.append(entry))
    return entries


@pytest.fixture
def said(people, spaces, problem, client_of, waiting, django_capture_on_commit_callbacks):
    """Reply as a script does, and return the answer with the statements that it took."""
    browser, path = client_of(people.molenbeek), f"/fr/threads/{problem.thread_id}/"

    def reply(text: str) -> tuple[str, list[str]]:
        form = {"page": "thread", "lane": spaces.common.pk, "version": "0", "key": str(uuid.uuid4()), "text": text}
        with CaptureQueriesContext(connection) as asked, django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(path, form, headers={"x-requested-with": "fetch"})
        assert answer.status_code == 201, answer.content
        return answer.json()["html"], [query["sql"] for query in asked]

    return reply


def followed(entries: list[Entry]) -> list[str]:
    """The statements of what follows some entries."""
    fresh = list(Entry.objects.filter(pk__in=[entry.pk for entry in entries]).order_by("pk"))
    with CaptureQueriesContext(connection) as asked:
        reactions.follow_up(fresh)
    return [query["sql"] for query in asked]


def test_a_reply_is_answered_before_what_follows_and_found_and_told_right_after(people, problem, said, waiting):
    follow_thread(by=people.ixelles, thread=problem.thread)
    html, _asked = said("Les volmachten manquent.")
    assert "Les volmachten manquent." in html
    assert not search(people.molenbeek, "volmachten").rows
    people.ixelles.refresh_from_db()
    before = people.ixelles.unread_notices
    reactions.follow_up(waiting)
    assert [found.kind for found in search(people.molenbeek, "volmachten").rows] == ["post"]
    people.ixelles.refresh_from_db()
    assert people.ixelles.unread_notices == before + 1
    assert not Entry.objects.undelivered().filter(verb="post.added").exists()


def test_the_statements_of_a_reply_and_of_what_follows_it(people, problem, said, waiting):
    said("La première réponse.")
    _html, asked = said("Une réponse.")
    assert len(asked) <= ANSWERED, "\n".join(asked)
    waiting.clear()
    said("Une réponse.")
    one = followed(waiting)
    waiting.clear()
    for _ in range(3):
        said("Une réponse.")
    three = followed(waiting)
    assert len(one) <= FOLLOWED, "\n".join(one)
    assert len(three) <= len(one) + 2 * EACH, "\n".join(three)
    assert [sum("home_searchrow" in sql for sql in asked) for asked in (one, three)] == [2, 2]


def test_what_is_drawn_for_its_author_is_what_everybody_sees(people, problem, spaces, client_of, said):
    html, _asked = said("Une réponse, **telle quelle**.")
    page = client_of(people.molenbeek).get(f"/fr/threads/{problem.thread_id}/").content.decode()
    shown = page[page.index("<article") :].partition("</article>")[0]
    assert shown.split() == html.partition("</article>")[0].split()
