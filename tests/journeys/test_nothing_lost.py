"""In real Chromium: two windows on one text, and a word that never ends."""

from __future__ import annotations

import re

import pytest

from tests.journeys.looks import SIDEWAYS, faults
from tests.journeys.test_filing import CASE, file_by_keyboard

ENDLESS = "Meervoudigepersoonlijkheidsstoornis" * 3 + "ennog1"


@pytest.fixture
def filed(visitors):
    """A problem of Ixelles of the title given, and the one who filed it."""

    def made(title: str):
        visitor = visitors("ixelles@example.org")
        file_by_keyboard(visitor, title, "La pièce jointe de la demande ne nous parvient pas.")
        return visitor, re.search(r"CO-\d{4}-\d{4}", visitor.page.url)[0]

    return made


@pytest.mark.parametrize("width", [1280, 390])
def test_a_word_that_never_ends_widens_no_page(filed, width):
    visitor, reference = filed(ENDLESS)
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 800})
    paths = ("", "timeline/", "impact/", "revise/", "versions/")
    wide = [
        path
        for path in (
            *(f"problems/{reference}/{path}" for path in paths),
            "problems/",
            "problems/?as=board",
            "dashboard/",
        )
        if visitor.go(path).status == 200 and page.evaluate(SIDEWAYS)
    ]
    assert wide == []


def test_of_two_windows_neither_loses_its_text(filed):
    visitor, reference = filed("Deux fenêtres sur un seul problème")
    path, page = f"problems/{reference}/revise/", visitor.page
    visitor.go(path)
    other = visitor.context.new_page()
    other.goto(page.url)
    for window, title in ((other, "Le titre de l’autre fenêtre"), (page, "Le titre de la mienne")):
        window.fill("#id_title", title)
        window.locator("#revision button[type=submit]").last.click()
        window.wait_for_load_state()
    assert page.locator(".clash .draft-text").all_inner_texts() == [
        "Le titre de l’autre fenêtre",
        "Le titre de la mienne",
    ]
    assert page.input_value("#id_title") == "Le titre de la mienne"
    visitor.wrong.clear()
    page.locator(".clash button").click()
    page.wait_for_url(CASE)
    assert page.locator("h1").inner_text() == "Le titre de la mienne"
    assert faults(visitor, path, [("light", 1280), ("dark", 390)]) == []
