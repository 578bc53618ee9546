"""Every page of the journey, for everyone: axe in both themes, a phone's width, the keyboard, both languages."""

from __future__ import annotations

import pytest

from tests.demonstration import reference
from tests.journeys.looks import SETTLED, WIDER, faults

SECOND = reference(2)
PUBLIC = ("", "avis/", "OPINION", "account/login/", "account/password/reset/", "gallery/")
MEMBERS = (
    "dashboard/", "problems/", "problems/file/", f"problems/{SECOND}/", f"problems/{SECOND}/timeline/",
    f"problems/{SECOND}/impact/", f"problems/{SECOND}/dossier/", "problems/import/",
    "problems/export/", "solutions/1/", "inbox/", "search/?q=formulaire", "account/", "account/2fa/",
    "account/sessions/", "account/password/change/", "impact/", "pulse/", "problems/?as=board", "problems/drafts/",
    "problems/?state=in_discussion&severity=3", "problems/views/", f"problems/{SECOND}/translation/", "privacy/",
)  # fmt: skip
SECRETARIAT = (
    "problems/queue/", "problems/taxonomies/", "problems/taxonomies/software/add/", "problems/", "impact/",
    *(f"problems/{reference(6)}/{page}/" for page in (
        "merge", "split", "classify", "relations", "ask", "revise", "versions", "declarations", "state",
    )),
)  # fmt: skip
OPINION = {"fr": "avis/avis-bruxelles-numerique-2023/", "nl": "adviezen/advies-digitaal-brussel-2023/"}
LIGHT, DARK, PHONE, DARK_PHONE = ("light", 1280), ("dark", 1280), ("light", 320), ("dark", 390)
DARK_NARROW = ("dark", 320)
ENGLISH = (" the ", " your ", "File a", "Nothing ", "Show ", "What ", "Search", "Sign out", "Problems")


def paths(paths, language: str):
    for path in paths:
        yield (
            OPINION[language]
            if path == "OPINION"
            else path.replace("avis/", "adviezen/" if language == "nl" else "avis/")
        )


def wrong_with(visitor, path: str, looks) -> list[str]:
    """What is wrong with a page for whoever is signed in: its looks, and what is left of English on it."""
    found = faults(visitor, path, looks)
    words = visitor.page.locator("body").inner_text()
    return found + [f"{path}: English: {word}" for word in ENGLISH if word in words]


def sideways(visitor, path: str) -> list[str]:
    """At which widths of a telephone a page can be scrolled sideways, with whatever lets it."""
    visitor.go(path)
    found = []
    for width in (390, 320):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        visitor.page.evaluate(SETTLED)
        found += [f"{path} {width}: {one}" for one in visitor.page.evaluate(WIDER)]
    return found


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_public_pages(visitors, language):
    visitor, looks = visitors(language=language), [LIGHT, DARK, PHONE, DARK_PHONE]
    assert [fault for path in paths(PUBLIC, language) for fault in faults(visitor, path, looks)] == []


@pytest.mark.parametrize(("language", "looks"), [("fr", [LIGHT, PHONE]), ("nl", [DARK, DARK_PHONE])])
def test_members_pages(visitors, language, looks):
    visitor = visitors("molenbeek@example.org", language=language)
    assert [fault for path in paths(MEMBERS, language) for fault in wrong_with(visitor, path, looks)] == []


@pytest.mark.parametrize(("language", "looks"), [("fr", [PHONE]), ("nl", [DARK])])
def test_the_secretariats_pages(visitors, language, looks):
    visitor = visitors("secretariat@example.org", language=language)
    assert [fault for path in SECRETARIAT for fault in wrong_with(visitor, path, looks)] == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_no_members_page_scrolls_sideways_on_a_telephone(visitors, language):
    visitor = visitors("molenbeek@example.org", language=language)
    assert [fault for path in (*MEMBERS, "solutions/") for fault in sideways(visitor, path)] == []


def test_everything_is_reached_by_keyboard(visitors):
    visitor = visitors("molenbeek@example.org", language="nl")
    visitor.go(f"problems/{SECOND}/")
    page = visitor.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('skip')")
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.name || ''"))
    assert {"/nl/problems/", f"/nl/problems/{SECOND}/impact/", "text", "lane"} <= reached
