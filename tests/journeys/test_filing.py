"""Filing in real Chromium: less than a minute by keyboard, a draft that keeps itself, and “we have this too”."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

CASE = re.compile(r"/problems/CO-\d{4}-\d{4}/$")
SECONDS_A_KEY = 60 / (40 * 5)
"""Forty words a minute, a word counted as five keys: 0.3 seconds for each key, Tab and arrows included."""
SECONDS_A_PAGE = 3
"""What each question to the server may take, many times what `make bench` measures: a test counts them, and no clock."""
TITLE = "Le formulaire perd les revenus saisis en ligne"
DESCRIPTION = "Les montants saisis par la personne manquent à l’arrivée, nous les encodons une seconde fois."


class Hands:
    """Somebody's hands on a keyboard: each key is pressed in the browser and counted, none waits."""

    def __init__(self, page) -> None:
        self.page, self.keys = page, 0

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1


def file_by_keyboard(visitor, title: str, description: str) -> int:
    """File a problem by keyboard alone, until its case is shown; returns how many keys were pressed."""
    hands = Hands(visitor.page)
    visitor.go("problems/file/")
    visitor.ready()
    visitor.page.locator("#id_title").focus()
    hands.write(title)
    hands.press("Tab")
    hands.write(description)
    hands.press("Tab", "ArrowDown", "ArrowDown", "Tab")
    hands.write("12")
    hands.press("Tab")
    hands.write("25")
    hands.press("Enter")
    visitor.page.wait_for_url(CASE)
    return hands.keys


def test_filing_by_keyboard_takes_less_than_a_minute(visitors):
    """From asking for the page to reading the case that was filed, by somebody who types forty words a minute.

    Each key pressed and each question to the server is counted. The title has eight words, the description fifteen, and
    the link of the chain, the cases and the minutes are given. Only the first Tab, from the top of the page to the title, is
    spared; thinking is not counted.
    """
    ixelles, asked = visitors("ixelles@example.org"), []
    page = ixelles.page
    page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)
    keys = file_by_keyboard(ixelles, TITLE, DESCRIPTION)
    assert len(asked) >= 3, "the page, the form that is sent, the case"
    assert keys * SECONDS_A_KEY + len(asked) * SECONDS_A_PAGE < 60
    expect(page.locator("h1")).to_contain_text(TITLE)
    expect(page.locator("#case-facts")).to_contain_text("12")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_draft_keeps_itself_and_opens_again(visitors, language):
    ixelles = visitors("ixelles@example.org", language=language)
    page, title = ixelles.page, f"Brouillon {language} {time.time():.0f}"
    ixelles.go("problems/file/")
    ixelles.ready()
    page.locator("#id_title").press_sequentially(title)
    expect(page.locator("[data-kept-line]")).to_contain_text(re.compile(r"\d\d:\d\d"))
    expect(page).to_have_url(re.compile(r"\?draft=[\w-]+$"))
    address = page.url
    page.evaluate("sessionStorage.clear()")
    ixelles.go("problems/drafts/")
    page.get_by_role("link", name=title).first.click()
    expect(page).to_have_url(address)
    assert page.input_value("#id_title") == title


def test_what_looks_personal_is_left_out_of_the_draft_and_said(visitors):
    ixelles = visitors("ixelles@example.org")
    page = ixelles.page
    ixelles.go("problems/file/")
    ixelles.ready()
    page.locator("#id_title").press_sequentially("Rappel demandé")
    page.locator("#id_description").press_sequentially("Rappeler au 0470 12 34 56")
    expect(page.locator("[data-left-out] a")).to_have_attribute("href", "#id_description")
    page.goto(page.url)
    assert page.input_value("#id_title") == "Rappel demandé"
    assert page.input_value("#id_description") == ""


def test_a_lost_connection_loses_nothing(visitors):
    ixelles = visitors("ixelles@example.org")
    page, title = ixelles.page, f"Hors ligne {time.time():.0f}"
    ixelles.go("problems/file/")
    ixelles.ready()
    ixelles.context.set_offline(True)
    page.locator("#id_title").press_sequentially(title)
    expect(page.locator("[data-kept-line]")).not_to_be_empty()
    assert "?draft" not in page.url
    ixelles.context.set_offline(False)
    expect(page).to_have_url(re.compile(r"\?draft="))
    ixelles.go("problems/drafts/")
    expect(page.locator("main")).to_contain_text(title)
    ixelles.wrong.clear()


def test_a_similar_problem_is_known_and_declared_without_retyping(visitors):
    page = visitors("ixelles@example.org").page
    visitor = visitors("molenbeek@example.org", language="nl")
    title = f"Kwijting {time.time():.0f} onvindbaar"
    page.goto(f"{visitor.site}/fr/problems/file/")
    page.fill("#id_title", title)
    page.fill("#id_description", "Introuvable dans le dossier.")
    page.locator("form#filing button.send").click()
    page.wait_for_url(CASE)
    reference = re.search(r"CO-\d{4}-\d{4}", page.url).group()
    page = visitor.page
    visitor.go("problems/file/")
    visitor.ready()
    page.fill("[name=cases]", "4")
    page.fill("[name=minutes_likely]", "10")
    top = page.locator("#id_description").bounding_box()["y"]
    page.locator("#id_title").press_sequentially(title)
    known = page.locator(f"button[name=same][value={reference}]")
    known.wait_for()
    assert page.locator("#id_description").bounding_box()["y"] == top
    assert page.evaluate("document.activeElement.id") == "id_title"
    page.fill("#id_description", "Bij ons hetzelfde.")
    known.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/problems/{reference}/same/"))
    assert page.input_value("[name=text]") == "Bij ons hetzelfde."
    page.locator("label.l-common input").check()
    page.locator("form#same button.send").click()
    page.wait_for_url(re.compile(rf"/problems/{reference}/#post-"))
    expect(page.locator(".thread")).to_contain_text("Bij ons hetzelfde.")
    expect(page.locator("#case-facts")).to_contain_text("2 betrokken, 17 zonder antwoord")
    expect(page.locator("#case-facts")).to_contain_text("cijfers van 1 van de 19")
