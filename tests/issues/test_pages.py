"""Every page of a problem and a solution: for whom it opens, and that it does not exist for anyone else."""

import pytest

from committee.access.models import Space
from issues.conversation.threads.models import Post
from tests.committee.records import organisation_of, unchanged
from tests.conftest import filed
from tests.issues.steps import ELSEWHERE, declare, deliver, propose, say
from tests.markup import on_one_line
from tests.scenes import scene

ROLES = (
    "ixelles",
    "molenbeek",
    "federation",
    "secretariat",
    "editor",
    "spp_is",
    "observer",
    "stranger",
    "administrator",
)
STATUS = {  # a status for each of ROLES, in that order
    "problems/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "problems/file/": (200, 200, 200, 200, 403, 200, 403, 404, 404),
    "{ref}/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "{ref}/timeline/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "{ref}/impact/": (200, 200, 403, 403, 403, 403, 403, 404, 404),
    "{ref}/state/": (403, 403, 200, 200, 403, 403, 403, 404, 404),
    "{ref}/translation/": (200, 200, 200, 200, 403, 200, 403, 404, 404),
    "{ref}/solutions/new/": (403, 403, 200, 200, 403, 200, 403, 404, 404),
    "{solution}/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "solutions/verification/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "solutions/verification/rule/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "{post}/edit/": (403, 200, 403, 403, 403, 403, 403, 404, 404),
    "{post}/withdraw/": (403, 200, 403, 200, 403, 403, 403, 404, 404),
    "{thread}/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "{post}/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "{strand}/after/0/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "inbox/": (200, 200, 200, 200, 200, 200, 200, 404, 404),
    "dashboard/": (200, 200, 200, 200, 200, 200, 200, 200, 200),
    "account/": (200, 200, 200, 200, 200, 200, 200, 200, 200),
}
POSTED = (
    "{thread}/follow/",
    "{thread}/read/",
    "{solution}/state/",
    "{solution}/verdict/",
    "{solution}/relapse/",
    "{solution}/due/",
)


def filled(address: str, problem, solution, post) -> str:
    places = {"ref": f"problems/{problem.reference}", "post": f"posts/{post.key}"}
    places |= {"solution": f"solutions/{solution.pk}", "strand": f"strands/{post.strand_id}"}
    places["thread"] = f"threads/{post.strand.thread_id}"
    return address.format(**places)


@scene
def content(people, problem, solution):
    """A problem with a solution and a post of Molenbeek."""
    return problem, solution, say(people.molenbeek, problem)


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("name", ROLES)
def test_which_page_opens_for_whom(people, content, client_of, name, language):
    browser = client_of(getattr(people, name))
    found = {page: browser.get(f"/{language}/{filled(page, *content)}").status_code for page in STATUS}
    assert found == {page: row[ROLES.index(name)] for page, row in STATUS.items()}


def test_a_passer_by_signs_in_first(content, client):
    for page in (*STATUS, *POSTED):
        url = f"/fr/{filled(page, *content)}"
        response = client.post(url) if page in POSTED else client.get(url)
        assert (response.status_code, response["Location"]) == (302, f"/fr/account/login/?next={url}")


@pytest.mark.parametrize("page", POSTED)
def test_a_deed_is_not_done_by_following_a_link(people, content, client_of, page):
    with unchanged():
        assert client_of(people.secretariat).get(f"/fr/{filled(page, *content)}").status_code == 405


@pytest.mark.parametrize("name", sorted(set(ROLES) - {"ixelles"}))
def test_what_an_organisation_has_not_shared_does_not_exist_for_anyone_else(people, own, client_of, name):
    post = say(people.ixelles, own)
    browser = client_of(getattr(people, name))
    pages = [page for page in (*STATUS, *POSTED) if "{" in page and "{solution}" not in page]
    with unchanged():
        for page in pages:
            url = f"/fr/{filled(page, own, own, post)}"
            assert browser.get(url).status_code in ((404, 405) if page in POSTED else (404,)), url
            assert browser.post(url, {"text": "x", "key": "k"}).status_code in (404, 405), url
    listed = browser.get("/fr/problems/")
    assert own.reference.encode() not in listed.content


def test_it_is_there_for_colleagues(people, own, client_of):
    assert client_of(people.ixelles_coordination).get(f"/fr/problems/{own.reference}/").status_code == 200


@pytest.mark.parametrize(
    ("lane", "name"),
    [
        ("federations", "spp_is"),
        ("federations", "observer"),
        ("administration", "secretariat"),
        ("administration", "ixelles"),
    ],
)
def test_another_lane_does_not_exist(people, spaces, client_of, lane, name):
    by = people.spp_is if lane == "administration" else people.federation
    problem = filed(by, getattr(spaces, lane))
    solution, post = propose(by, problem), say(by, problem)
    browser = client_of(getattr(people, name))
    with unchanged():
        for page in (*STATUS, *POSTED):
            if "{" in page:
                url = f"/fr/{filled(page, problem, solution, post)}"
                send = browser.post if page in POSTED else browser.get
                assert send(url).status_code == 404, url


MISSING = (
    "problems/CO-2020-0001/",
    "problems/CO-2020-0001/timeline/",
    "problems/CO-2020-0001/impact/",
    "problems/CO-2020-0001/state/",
    "problems/CO-2020-0001/translation/",
    "problems/CO-2020-0001/solutions/new/",
    "problems/42/",
    "problems/CO-20-1/",
    "problems/CO-2020-1234567/",
    "problems/co-2020-0001/",
    "solutions/999999/",
    "solutions/99999999999999999999999999/",
    "solutions/-1/",
    "threads/999999/",
    "threads/99999999999999999999999999/",
    f"posts/{ELSEWHERE}/",
    f"posts/{ELSEWHERE}/edit/",
    f"posts/{ELSEWHERE}/withdraw/",
    "posts/%F0%9F%98%80/edit/",
    f"posts/{'x' * 5000}/edit/",
    "strands/999999/after/0/",
    "strands/99999999999999999999999999/after/0/",
    "strands/1/after/-1/",
)


def test_what_does_not_exist_is_not_found(people, problem, client_of):
    browser = client_of(people.secretariat)
    found = {page[:60]: browser.get(f"/fr/{page}").status_code for page in MISSING}
    assert found == {page[:60]: 404 for page in MISSING}


@pytest.mark.parametrize("number", ["0", "1", "2", "999999999999999999999999999999"])
def test_catching_up_from_any_number(people, content, client_of, number):
    strand = content[2].strand_id
    response = client_of(people.spp_is).get(f"/fr/strands/{strand}/after/{number}/")
    assert response.status_code == 200
    assert response.content.count(b"<article") == (1 if number == "0" else 0)


def test_a_page_that_is_withdrawn_from_the_author_is_refused(people, content, client_of):
    Post.objects.update(withdrawn_at=content[2].written_at)
    for page in ("edit", "withdraw"):
        assert client_of(people.molenbeek).get(f"/fr/posts/{content[2].key}/{page}/").status_code == 403


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def test_what_members_write_is_escaped_on_every_page(people, spaces, client_of):
    people.ixelles.function_fr = '<b onclick="x">Function</b>'
    people.ixelles.save()
    problem = filed(
        people.ixelles,
        spaces.common,
        title=HOSTILE,
        description=HOSTILE,
        title_other=HOSTILE,
        summary_other=HOSTILE,
        software_version="<i>soft</i>",
        risk_reason="<i>risk</i>",
        right_at_risk=True,
    )
    solution = propose(people.spp_is, problem, title=HOSTILE, text=HOSTILE, title_other=HOSTILE)
    post = say(people.ixelles, problem, HOSTILE)
    declare(people.molenbeek, problem, workaround=HOSTILE)
    deliver(people, solution)
    for name in ("ixelles", "secretariat", "spp_is"):
        browser = client_of(getattr(people, name))
        for page in STATUS:
            text = on_one_line(browser.get(f"/fr/{filled(page, problem, solution, post)}").content.decode())
            for raw in ("<script>alert", "<img src=x", "<b onclick", "<i>soft", "<i>risk"):
                assert raw not in text, (name, page, raw)


def test_pages_of_an_empty_site_say_what_will_stand_there(people, client_of):
    for language in ("fr", "nl"):
        for name in ("ixelles", "spp_is", "observer"):
            browser = client_of(getattr(people, name))
            for page in ("problems/", "problems/?q=x&state=filed", "inbox/", "dashboard/"):
                response = browser.get(f"/{language}/{page}")
                assert response.status_code == 200
                assert 'class="empty' in response.content.decode(), page


def test_own_spaces_of_two_organisations_stay_apart(people, client_of):
    for person in (people.ixelles, people.jette):
        filed(person, Space.objects.own(organisation_of(person)), title=f"Interne {person.email}")
    page = on_one_line(client_of(people.jette).get("/fr/problems/").content.decode())
    assert "Interne jette@example.org" in page
    assert "Interne ixelles" not in page
