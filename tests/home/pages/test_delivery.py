"""How pages leave: with the same headers the first time and from the cache, and none longer than a proxy takes."""

import base64
import gzip
import hashlib
import re

import pytest
from django.test import Client

from home.pages.joining import joined
from home.pages.middleware import LocationsShort
from tests.publications.conftest import opinion  # noqa: F401

PUBLIC = ("/fr/", "/nl/", "/feeds/fr/")
HEADERS = (
    "X-Frame-Options", "Content-Language", "Permissions-Policy", "Content-Security-Policy", "X-Content-Type-Options",
    "Referrer-Policy", "Cross-Origin-Opener-Policy", "Vary", "Cache-Control", "Content-Type",
)  # fmt: skip


def without_name(response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


@pytest.mark.parametrize("url", PUBLIC)
def test_a_page_from_the_cache_has_every_header_of_the_first(client, opinion, url):  # noqa: F811
    first, second = client.get(url), client.get(url)
    assert first.status_code == 200 and first.public_page
    assert not hasattr(second, "public_page"), "the second must come from the cache"
    assert first["X-Request-ID"] != second["X-Request-ID"]
    assert without_name(first) == without_name(second)
    assert [name for name in HEADERS if name not in second.headers] == []
    assert second.content == first.content


@pytest.mark.parametrize("url", ["/fr/", "/fr/account/login/", "/health/", "/fr/nothing/", "/admin/"])
def test_every_answer_refuses_what_no_page_uses(client, ground, url):
    policy = client.get(url)["Permissions-Policy"]
    assert "camera=()" in policy and "geolocation=()" in policy
    assert "publickey-credentials-get=(self)" in policy


LONG = "a" * 4_000
PROXY_TAKES = 4_096


def size_of(response) -> int:
    return sum(len(name) + len(value) + 4 for name, value in response.headers.items())


@pytest.mark.parametrize(
    "url",
    [
        f"/fr/search/?q={LONG}",
        f"/fr/search?q={LONG}",
        f"/fr/problems/?q={LONG}",
        f"/fr/dashboard/?q={LONG}",
        f"/{LONG}",
    ],
)
def test_a_long_question_makes_no_long_header(people, client_of, url):
    for browser in (Client(), client_of(people.ixelles)):
        assert size_of(browser.get(url)) < PROXY_TAKES


def test_who_signs_in_comes_back_to_the_page_without_its_long_question(client, ground):
    assert client.get(f"/fr/problems/?q={LONG}")["Location"] == "/fr/account/login/?next=/fr/problems/"
    assert client.get("/fr/problems/?q=abc")["Location"] == "/fr/account/login/?next=/fr/problems/%3Fq%3Dabc"


def test_a_refused_button_leads_back_without_a_long_question(people, client_of, problem):
    before = f"http://testserver/fr/problems/?q={LONG}"
    response = client_of(people.ixelles).post(f"/fr/problems/{problem.reference}/", headers={"Referer": before})
    assert len(response.headers.get("Location", "")) <= LocationsShort.LONGEST


def test_a_search_of_many_letters_is_answered(people, client_of):
    assert client_of(people.ixelles).get(f"/fr/search/?q={LONG}").status_code == 200


@pytest.mark.parametrize(("name", "status"), [(None, 404), ("ixelles", 404), ("editor", 404), ("administrator", 200)])
def test_the_gallery_of_a_real_site_is_for_the_technical_administrator(people, client_of, settings, name, status):
    settings.PRODUCTION = True
    browser = client_of(getattr(people, name)) if name else Client()
    assert browser.get("/fr/gallery/").status_code == status


def test_the_report_on_languages_opens_on_a_fresh_site(ground, client_of):
    browser = client_of(ground.administrator)
    for url in ("/admin/reports/parity/", "/admin/reports/parity/results/", "/admin/reports/parity/?export=csv"):
        assert browser.get(url).status_code == 200


SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
HEAVIEST = ("site.css", "site.js", "member.js", "conversation.js", "files.js")
"""What a case loads, which has most of everything."""
BUDGETS = {("site.css", "site.js"): 25_000, HEAVIEST: 60_000, ("site.css", "site.js", "member.js", "filing.js"): 60_000}


@pytest.mark.parametrize("url", ["/fr/", "/fr/account/login/", "/fr/problems/"])
def test_no_script_keeps_a_page_from_being_drawn(people, client, client_of, opinion, url):  # noqa: F811
    response = (client_of(people.ixelles) if url == "/fr/problems/" else client).get(url)
    scripts = SCRIPT.findall(response.content.decode().partition("</head>")[0])
    assert len(scripts) == 2
    for attributes, text in scripts:
        if text.strip():
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in response["Content-Security-Policy"]
        else:
            assert 'type="module"' in attributes and "blocking" not in attributes


@pytest.mark.parametrize(("names", "most"), BUDGETS.items(), ids=lambda value: str(value)[:60])
def test_styles_and_scripts_of_a_page_weigh_little(names, most):
    files = joined()
    weights = {name: len(gzip.compress(files[name].encode(), 6)) for name in names}
    assert sum(weights.values()) <= most, weights
