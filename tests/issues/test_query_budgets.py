"""Pages ask the database as often with three rows as with one, and never more than eight times."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.inbox.actions.notices import notify
from committee.journal.models import Entry
from issues.attachments.actions import attach_files
from issues.attachments.inspection import inspect_upload
from issues.conversation.threads.models import Follow
from tests.committee.records import heard, organisation_of
from tests.conftest import filed
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.steps import declare, deliver, judge, propose, say

pytestmark = pytest.mark.column

MOST = 8
PAGES = {
    "list": "problems/",
    "narrowed list": "problems/?q=Titre&state=deployed",
    "counted list": "problems/?state=deployed&severity=2&followed=1&before=9999999999999999-1",
    "board": "problems/?as=board&severity=2&severity=3",
    "views": "problems/views/",
    "case": "problems/{ref}/",
    "timeline": "problems/{ref}/timeline/",
    "solution": "solutions/{solution}/",
    "dashboard": "dashboard/",
    "inbox": "inbox/",
    "thread": "threads/{thread}/",
    "thread, narrowed": "threads/{thread}/?lane=common&bench=federations",
    "thread, around a post": "threads/{thread}/?post={post}",
    "thread, from a day on": "threads/{thread}/?day=2020-01-01",
    "post": "posts/{post}/",
    "catching up": "strands/{strand}/after/0/",
    "filing": "problems/file/",
}
FILERS = ("ixelles", "molenbeek", "secretariat", "spp_is")


def grow(people, spaces) -> dict:
    """One more of everything that a page lists: problems, posts with files, declarations, solutions, notices, duties."""
    problem = filed(people.jette, spaces.common, title="Titre", impact={"cases": 1, "minutes_likely": 1})
    solution = propose(people.spp_is, problem)
    post = add_to(people, spaces, problem, solution)
    deliver(people, solution)
    judge(people.jette, solution, "p", "Presque.")
    return {
        "ref": problem.reference,
        "solution": solution.pk,
        "strand": post.strand_id,
        "thread": problem.thread_id,
        "post": post.key,
        "problem": problem,
        "shown": solution,
    }


def add_to(people, spaces, problem, solution):
    """One more post with a file, and a notice of it for everybody."""
    place = organisation_of(people.jette)
    files = [inspect_upload(upload("scan.pdf", PDF))]
    kept = attach_files(by=people.jette, space=spaces.common, organisation_id=place.pk, files=files)
    post = say(people.jette, problem, "Phrase.", attachments=kept)
    for entry in Entry.objects.filter(subjects__kind="problem", subjects__key=problem.reference):
        notify(entry=entry, hearing=heard([getattr(people, name) for name in FILERS]))
    return post


def queries(browser, url) -> list[str]:
    """What a page asks of the database once it is warm: the beginning of each statement."""
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return [f"{query['sql'][:90]} … {query['sql'].partition(' FROM ')[2][:40]}" for query in captured]


@pytest.mark.parametrize("name", FILERS)
def test_a_page_costs_the_same_with_one_row_and_with_three(people, spaces, client_of, storage, name):  # noqa: F811
    browser = client_of(getattr(people, name))
    places = grow(people, spaces)
    Follow.objects.update(level="all")
    urls = {page: f"/fr/{url.format(**places)}" for page, url in PAGES.items()}
    add_to(people, spaces, places["problem"], places["shown"])
    one = {page: queries(browser, url) for page, url in urls.items()}
    for _ in range(2):
        grow(people, spaces)
        add_to(people, spaces, places["problem"], places["shown"])
    for person in (people.molenbeek, people.ixelles):
        declare(person, places["problem"], cases=2)
        judge(person, places["shown"], "w", "Bien.")
    for _ in range(2):
        propose(people.federation, places["problem"])
    three = {page: queries(browser, url) for page, url in urls.items()}
    dear = [page for page in PAGES if len(one[page]) > MOST or len(one[page]) != len(three[page])]
    assert dear == [], "\n".join("\n".join([page, "first:", *one[page], "then:", *three[page]]) for page in dear)


TRIPS = {"list": 1, "board": 1, "inbox": 1, "case": 2, "thread": 2, "post": 3}
"""How often a page asks the shared cache once it is warm; while a thread has news, since when is asked as well."""
BYTES = {"list": 45_000, "case": 60_000, "thread": 40_000, "inbox": 30_000}
"""What a page of three rows may weigh, as it is served before it is compressed."""


def test_a_page_asks_the_cache_once_and_weighs_little(people, spaces, client_of, storage, cache_calls):  # noqa: F811
    browser = client_of(people.ixelles)
    for _ in range(3):
        places = grow(people, spaces)
    asked, weights = {}, {}
    for page in TRIPS:
        url = f"/fr/{PAGES[page].format(**places)}"
        weights[page] = len([browser.get(url).content for _ in range(2)][-1])
        with cache_calls() as calls:
            assert browser.get(url).status_code == 200
        asked[page] = calls
    assert {page: calls for page, calls in asked.items() if len(calls) > TRIPS[page]} == {}
    assert {page: weights[page] for page, most in BYTES.items() if weights[page] > most} == {}
