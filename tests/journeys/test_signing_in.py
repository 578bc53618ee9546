"""Signing in by the form: in both languages, with and without JavaScript; other journeys go on with what is opened here."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_who_signs_in_comes_to_their_own_page_and_can_leave(visitors, language, scripts):
    visitor = visitors(language=language, java_script_enabled=scripts)
    page = visitor.page
    visitor.go("dashboard/")
    expect(page).to_have_url(re.compile(rf"/{language}/account/login/\?next="))
    visitor.sign_in("ixelles@example.org")
    expect(page).to_have_url(re.compile(rf"/{language}/dashboard/$"))
    page.locator("details.menu summary:visible").click()
    page.locator("form[action$='/account/logout/'] button:visible").click()
    expect(page.locator("details.menu")).to_have_count(0)
    visitor.go("dashboard/")
    expect(page).to_have_url(re.compile(rf"/{language}/account/login/"))


def test_a_wrong_password_is_refused_with_words_and_opens_nothing(visitors):
    visitor = visitors()
    visitor.sign_in("ixelles@example.org", password="pas celui-ci")
    page = visitor.page
    expect(page.locator("[role=alert], .error-summary, #errors").first).to_be_visible()
    assert page.input_value("input[name=password]") == ""
    visitor.go("problems/")
    expect(page).to_have_url(re.compile("/account/login/"))
