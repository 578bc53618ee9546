"""Every page of the journey, for everyone: axe in both themes, a phone's width, the keyboard, both languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

PUBLIC = ("", "avis/", "OPINION", "account/login/", "account/password/reset/", "gallery/")
MEMBERS = (
    "dashboard/", "problems/", "problems/file/", "problems/CO-2025-0002/", "problems/CO-2025-0002/timeline/",
    "problems/CO-2025-0002/impact/", "problems/CO-2025-0002/dossier/", "problems/import/",
    "problems/export/", "solutions/1/", "inbox/", "search/?q=formulaire", "account/", "account/2fa/",
    "account/sessions/", "account/password/change/", "impact/", "pulse/", "problems/?as=board", "problems/drafts/",
    "problems/?state=in_discussion&severity=3", "problems/views/", "problems/CO-2025-0002/translation/", "privacy/",
)  # fmt: skip
SECRETARIAT = (
    "problems/queue/", "problems/taxonomies/", "problems/taxonomies/software/add/", "problems/", "impact/",
    *(f"problems/CO-2025-0006/{page}/" for page in (
        "merge", "split", "classify", "relations", "ask", "revise", "versions", "declarations", "state",
    )),
)  # fmt: skip
OPINION = {"fr": "avis/avis-bruxelles-numerique-2023/", "nl": "adviezen/advies-digitaal-brussel-2023/"}
LOOKS = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 390)]


def paths(paths, language: str):
    for path in paths:
        yield (
            OPINION[language]
            if path == "OPINION"
            else path.replace("avis/", "adviezen/" if language == "nl" else "avis/")
        )


def faults(visitor, path: str) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    answer = visitor.go(path)
    assert answer.status == 200, path
    visitor.page.wait_for_load_state("networkidle")
    results = Axe().run(visitor.page).response["violations"]
    found = [f"{path} {rule['id']}: {node['html'][:160]}" for rule in results for node in rule["nodes"]]
    wide = visitor.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    return found + ([f"{path} scrolls sideways"] if wide else [])


@pytest.mark.parametrize(("theme", "width"), LOOKS)
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_public_pages(visitors, language, theme, width):
    visitor = visitors(language=language, color_scheme=theme, viewport={"width": width, "height": 800})
    assert [fault for path in paths(PUBLIC, language) for fault in faults(visitor, path)] == []


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_members_pages(visitors, theme, width):
    language = "nl" if theme == "dark" else "fr"
    options = {"language": language, "color_scheme": theme, "viewport": {"width": width, "height": 800}}
    visitor = visitors("molenbeek@example.org", **options)
    assert [fault for path in paths(MEMBERS, language) for fault in faults(visitor, path)] == []


@pytest.mark.parametrize(("theme", "width"), [LOOKS[1], LOOKS[2]])
def test_the_secretariats_pages(visitors, theme, width):
    language = "nl" if theme == "dark" else "fr"
    options = {"language": language, "color_scheme": theme, "viewport": {"width": width, "height": 800}}
    visitor = visitors("secretariat@example.org", **options)
    assert [fault for path in SECRETARIAT for fault in faults(visitor, path)] == []


def test_everything_is_reached_by_keyboard(visitors):
    visitor = visitors("molenbeek@example.org", language="nl")
    visitor.go("problems/CO-2025-0002/")
    page = visitor.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('skip')")
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.name || ''"))
    assert {"/nl/problems/", "/nl/problems/CO-2025-0002/impact/", "text", "lane"} <= reached


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_no_english_is_left(visitors, language):
    visitor = visitors("molenbeek@example.org", language=language)
    english = (" the ", " your ", "File a", "Nothing ", "Show ", "What ", "Search", "Sign out", "Problems")
    secretariat = visitors("secretariat@example.org", language=language)
    for one, pages in ((visitor, MEMBERS), (secretariat, SECRETARIAT)):
        for path in paths(pages, language):
            one.go(path)
            words = one.page.locator("body").inner_text()
            assert [word for word in english if word in words] == [], path
