"""Every address of the site, as passer-by and as each role: what answers, and what does not exist for them."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import filed
from tests.issues.steps import move, propose
from tests.scenes import scene

ROLES = (
    "ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer",
    "stranger", "administrator",
)  # fmt: skip
PUBLIC = {
    "/health/", "/ready/", "/fr/account/login/", "/fr/account/password/reset/", "/fr/account/password/reset/done/",
    "/fr/account/password/reset/key/done/", "/fr/gallery/", "/fr/committee/",
}  # fmt: skip
OUTSIDE = ("admin/", "documents/", "accounts/2fa/", "account/2fa/", "account/sessions/", "account/", "_util/")


def patterns(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry


def ours() -> dict[str, URLPattern]:
    """Our own members' addresses: everything under a language that is neither Wagtail's nor allauth's."""
    found = {}
    for route, entry in patterns():
        module = entry.callback.__module__
        if module.split(".")[0] in ("committee", "home", "issues", "publications") and not any(
            word in route for word in OUTSIDE
        ):
            found[route] = entry
    return found


@scene
def things(people, spaces):
    """One of everything, in the common lane, in the federations' lane and in Ixelles's own space."""
    from committee.access.models import Space
    from committee.organisations.models import Organisation
    from issues.conversation.threads.actions.posts import add_post
    from issues.resolution.solutions.actions.lifecycle import propose_solution

    common = filed(people.ixelles, spaces.common, "Commun")
    federations = filed(people.federation, spaces.federations, "Entre fédérations", impact={})
    own = filed(people.ixelles, Space.objects.own(Organisation.objects.get(nis="21009")), "Chez nous")
    owner = Organisation.objects.get(kind="administration")
    solution = propose_solution(
        by=people.spp_is, problems=[common], title="Corriger", text="Corriger le flux.", owner=owner, language="fr"
    )
    posts = {
        name: add_post(
            by=by, thread_id=common.thread_id, space=space, text=f"Texte {name}",
        )
        for name, by, space in (
            ("common", people.ixelles, spaces.common),
            ("federations", people.federation, spaces.federations),
            ("administration", people.spp_is, spaces.administration),
        )
    }  # fmt: skip
    return {"common": common, "federations": federations, "own": own, "solution": solution, "posts": posts}


def test_every_address_of_ours_is_swept_here():
    """A new address must be given its place in the tables below."""
    known = {
        "health/", "ready/", "ready/worker/", "metrics/", "", "admin-door/", "admin/login/", "admin/logout/", "admin/password_reset/",
        "admin/password_reset/<path:rest>",
    }  # fmt: skip
    unknown = {route for route in ours() if route not in known and not any(word in route for word in SWEPT)}
    assert unknown == set()


SWEPT = (
    "problems/", "solutions/", "posts/", "strands/", "threads/", "to/", "requests/", "files/", "dashboard/", "inbox/", "account/", "search/",
    "gallery/", "privacy/", "audience/", "impact/", "pulse/", "mail/", "private/", "opinions/", "observations/", "feed",
    "reports/", "bookmarks/", "tasks/", "timeline/", "images/", "pages/",
    "contact/", "legal/", "accessibility/", "privacy-notice/", "committee/", "seats/", "organisations/", "site/",
    "people/", "invitation/", "join/", "security/", "commitments/", "instructions/", "questions/", "positions/", "verdict/",
)  # fmt: skip
MEMBERS = (
    "/fr/seats/",
    "/fr/seats/export/",
    "/fr/organisations/",
    "/fr/organisations/export/",
    "/fr/organisations/21009/",
    "/fr/people/",
    "/fr/people/invite/",
    "/fr/people/invite/table/",
    "/fr/people/requests/",
    "/fr/security/",
    "/fr/dashboard/",
    "/fr/inbox/",
    "/fr/impact/",
    "/fr/commitments/",
    "/fr/solutions/",
    "/fr/solutions/in-force/",
    "/fr/solutions/verification/",
    "/fr/solutions/verification/rule/",
    "/fr/questions/",
    "/fr/questions/new/",
    "/fr/problems/",
    "/fr/problems/file/",
    "/fr/problems/drafts/",
    "/fr/problems/taxonomies/",
    "/fr/bookmarks/",
    "/fr/tasks/",
    "/fr/reports/",
)
INVITING = {"ixelles_coordination", "federation", "secretariat", "administrator"}
FILERS = {"ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "spp_is"}


@pytest.mark.parametrize("url", [*MEMBERS, "/fr/account/"])
def test_a_passer_by_is_asked_to_sign_in(client, ground, url):
    response = client.get(url)
    assert response.status_code == 302
    assert response["Location"].startswith("/fr/account/login/?next=")


@pytest.mark.parametrize("role", ["", *ROLES])
def test_search_is_open_to_everybody(people, client, client_of, role):
    browser = client_of(getattr(people, role)) if role else client
    assert browser.get("/fr/search/").status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_members_pages_by_role(people, client_of, role):
    browser = client_of(getattr(people, role))
    member = role not in ("stranger", "administrator")
    expected = dict.fromkeys(MEMBERS, 200 if member else 404)
    expected["/fr/dashboard/"] = 200
    for page in ("file", "drafts"):
        expected[f"/fr/problems/{page}/"] = 200 if role in FILERS else (403 if member else 404)
    benches = ("federation", "secretariat", "spp_is")
    expected["/fr/questions/new/"] = 200 if role in benches else (403 if member else 404)
    for page in (
        "people/",
        "seats/",
        "seats/export/",
        "organisations/",
        "organisations/export/",
        "organisations/21009/",
    ):
        expected[f"/fr/{page}"] = 200 if member or role == "administrator" else 404
    for page in ("people/invite/", "people/invite/table/", "people/requests/"):
        expected[f"/fr/{page}"] = 200 if role in INVITING else 404
    expected["/fr/security/"] = 200 if role in ("secretariat", "administrator") else 404
    orderly = role in ("secretariat", "ixelles_coordination")
    expected["/fr/reports/"] = 200 if orderly else (403 if member else 404)
    expected["/fr/problems/taxonomies/"] = 200 if role == "secretariat" else (403 if member else 404)
    assert {url: browser.get(url).status_code for url in MEMBERS} == expected


CASE = {
    "": "GET", "timeline/": "GET", "impact/": "GET", "state/": "GET", "translation/": "GET", "solutions/new/": "GET",
    "instructions/new/": "GET", "suppliers/": "GET",
    "dossier/": "GET", "share/": "POST", "revise/": "GET", "versions/": "GET", "classify/": "GET",
    "ask/": "GET", "merge/": "GET", "split/": "GET", "relations/": "GET", "qualify/": "POST", "owner/": "POST",
    "noted/": "POST",
}  # fmt: skip
BENCH = {"ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor"}
READS = {
    "common": BENCH | {"spp_is", "observer"},
    "federations": BENCH,
    "own": {"ixelles", "ixelles_coordination"},
}


@pytest.mark.parametrize("role", [None, *ROLES])
@pytest.mark.parametrize("lane", ["common", "federations", "own"])
def test_a_problem_does_not_exist_outside_its_lane(things, people, client_of, client, lane, role):
    browser = client_of(getattr(people, role)) if role else client
    for path, method in CASE.items():
        url = f"/fr/problems/{things[lane].reference}/{path}"
        status = getattr(browser, method.lower())(url).status_code
        if role is None:
            assert status == 302, url
        elif role in READS[lane]:
            assert status in (200, 302, 403), (role, url, status)
            assert path not in ("", "timeline/") or status == 200, (role, url, status)
        else:
            assert status == 404, (role, url, status)


@pytest.mark.parametrize("role", ROLES)
def test_posts_and_strands_of_other_lanes_do_not_exist(things, people, client_of, role):
    browser = client_of(getattr(people, role))
    reads = {
        "common": role in READS["common"],
        "federations": role in READS["federations"],
        "administration": role == "spp_is",
    }
    for lane, post in things["posts"].items():
        assert (browser.get(f"/fr/posts/{post.key}/").status_code == 404) is not reads[lane], lane
        found = browser.get(f"/fr/strands/{post.strand_id}/after/0/").status_code
        assert found == (200 if reads[lane] else 404), lane
        for verb in ("edit", "withdraw", "report", "hide", "show", "mark", "bookmark", "task"):
            status = browser.get(f"/fr/posts/{post.key}/{verb}/").status_code
            assert (status == 404) is not reads[lane], (lane, verb, status)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_leaks_a_text_of_another_lane(things, people, client_of, role):
    browser = client_of(getattr(people, role))
    reads = {"federations": role in READS["federations"], "administration": role == "spp_is"}
    reference = things["common"].reference
    pages = [
        f"/fr/problems/{reference}/", f"/fr/problems/{reference}/timeline/", "/fr/problems/", "/fr/inbox/",
        "/fr/dashboard/", "/fr/search/?q=Texte", f"/fr/solutions/{things['solution'].pk}/",
        f"/fr/threads/{things['common'].thread_id}/",
    ]  # fmt: skip
    for url in pages:
        body = browser.get(url).content.decode()
        for lane, allowed in reads.items():
            assert allowed or f"Texte {lane}" not in body, (url, lane)
        if role not in READS["own"]:
            assert "Chez nous" not in body, url
        if role not in READS["federations"]:
            assert "Entre fédérations" not in body, url


SOLUTION = ("", "translation/", "revise/", "owner/", "versions/", "ties/", "public-text/", "timeline/")
LISTS = (
    "solutions/",
    "solutions/?as=timeline",
    "solutions/verification/",
    "solutions/in-force/",
    "commitments/",
    "dashboard/",
)


@pytest.mark.parametrize("role", ROLES)
def test_a_solution_and_its_positions_do_not_exist_outside_their_lane(things, people, client_of, role):
    inner = propose(people.federation, things["federations"], title="Entre fédérations, corriger")
    move(people.federation, inner, "agreed")
    browser, reads = client_of(getattr(people, role)), role in READS["federations"]
    for path in (*(f"solutions/{inner.pk}/{path}" for path in SOLUTION), f"positions/solution/{inner.pk}/"):
        status = browser.get(f"/fr/{path}").status_code
        assert status in (200, 403) if reads else status == 404, (path, status)
    for path in LISTS:
        assert reads or "Entre fédérations" not in browser.get(f"/fr/{path}").content.decode(), path


@pytest.mark.parametrize("role", [None, *ROLES])
def test_the_admins_own_doors_are_closed(people, client_of, client, role):
    browser = client_of(getattr(people, role)) if role else client
    for door in ("/admin/login/", "/admin/password_reset/", "/admin/"):
        response = browser.get(door)
        if role is None:
            assert response.status_code == 302
            assert "/account/login/" in response["Location"] or response["Location"].startswith("/admin-door/")
        elif role == "administrator":
            assert response.status_code in (200, 302)
        else:
            assert response.status_code in (302, 403)
    assert (
        "password"
        not in browser.post("/admin/login/", {"username": "admin@example.org", "password": "x"}).content.decode()
    )


@pytest.mark.parametrize("url", ["/admin/login/", "/admin/"])
def test_a_password_alone_never_opens_the_admin(people, client, url):
    client.post(url, {"username": "admin@example.org", "password": "demonstration"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "url", ["/fr/account/signup/", "/accounts/signup/", "/fr/account/email/", "/fr/account/social/"]
)
def test_nobody_signs_up(client, ground, url):
    assert client.get(url).status_code == 404


def test_headers_of_a_members_page(people, client_of):
    response = client_of(people.ixelles).get("/fr/problems/")
    policy = response["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert "default-src 'none'" in policy
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("url", ["/fr/problems/CO-2099-9999/", "/fr/nothing/", "/nl/niets/", "/fr/solutions/999999/"])
def test_what_does_not_exist_reads_like_what_is_not_yours(things, people, client_of, url):
    browser = client_of(people.spp_is)
    hidden = browser.get(f"/fr/problems/{things['own'].reference}/")
    missing = browser.get(url)
    assert hidden.status_code == missing.status_code == 404
