"""What the footer leads to: whom to ask, the legal notice, how accessible the site is; from every page, in both languages."""

import pytest

from tests.issues.pages import body, said

TITLES = {"contact": "Contact", "legal": "Legal notice", "accessibility": "Accessibility"}


def led_to(page: str, language: str) -> set[str]:
    """Which of the three pages a page leads to by its footer."""
    foot = page[page.index('<footer class="foot"') :]
    return {name for name in TITLES if f'href="/{language}/{name}/"' in foot}


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("name", TITLES)
def test_each_is_there_for_everybody(client, client_of, people, language, name):
    for browser in (client, client_of(people.ixelles)):
        page = browser.get(f"/{language}/{name}/")
        assert page.status_code == 200
        assert f">{said(language, TITLES[name])}</h1>" in body(page)
        assert led_to(body(page), language) == set(TITLES)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_page_leads_there(client, client_of, people, problem, language):
    case = f"problems/{problem.reference}/"
    pages = ("dashboard/", "problems/", case, "problems/file/", "inbox/", "search/", "account/", "account/2fa/")
    for browser, paths in (
        (client, ("contact/", "account/login/", "account/password/reset/", "search/", "nowhere/")),
        (client_of(people.ixelles), pages),
        (client_of(people.stranger), ("dashboard/", "account/")),
    ):
        for path in paths:
            assert led_to(body(browser.get(f"/{language}/{path}")), language) == set(TITLES), path
