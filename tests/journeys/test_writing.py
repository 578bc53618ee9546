"""Writing in a real browser: signs, names, preview, quotation, words, pasted files, drafts on two devices."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.test_main_job import file_problem
from tests.journeys.visitors import Visitor

WHOLE = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def reference(chromium, site) -> str:
    """A problem to write about."""
    visitor = Visitor(chromium, site, email="ixelles@example.org", **WHOLE)
    found = file_problem(visitor, "Écrire ensemble sur un problème")
    visitor.context.close()
    return found


def opened(visitors, email: str, reference: str, lane: str = ""):
    return opened_by(visitors(email, **WHOLE), reference, lane)


def opened_by(visitor, reference: str, lane: str = ""):
    visitor.go(f"problems/{reference}/")
    visitor.ready()
    if lane:
        visitor.page.locator(f"[name=lane][data-code={lane}]").check()
    return visitor.page


def test_signs_by_key_and_by_toolbar(visitors, reference):
    page = opened(visitors, "ixelles@example.org", reference, "common")
    text = page.locator("#id_text")
    text.fill("mot")
    text.select_text()
    page.keyboard.press("Control+b")
    expect(text).to_have_value("**mot**")
    page.keyboard.press("Control+b")
    expect(text).to_have_value("mot")
    page.locator("div.tools button").first.focus()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(text).to_have_value("- mot")
    assert page.locator("div.tools button[tabindex='0']").count() == 1
    text.fill("")


def test_somebody_is_called_only_where_they_read(visitors, reference):
    page = opened(visitors, "ixelles@example.org", reference, "federations")
    page.locator("#id_text").press_sequentially("Voyez @spp")
    expect(page.locator(".callable .muted")).to_be_visible()
    page.locator("#id_text").fill("")
    page.locator("#id_text").press_sequentially("Voyez @jett")
    expect(page.locator(".callable li[aria-selected=true]")).to_contain_text("Jette")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.post .call").last).to_contain_text("Jette")
    expect(page.locator("#id_text")).to_have_value("")


def test_what_is_sent_stands_there_at_once_until_it_is_kept(visitors, reference):
    page = opened(visitors, "ixelles@example.org", reference, "common")
    held: list[Route] = []
    page.route(
        "**/threads/*/", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    under_way, said = page.locator(".thread .under-way"), page.locator(".thread article", has_text="Vite dit.")
    with page.expect_request(lambda request: request.method == "POST"):
        page.fill("#id_text", "Vite dit.")
        page.locator("form#write button.send").click()
    expect(under_way).to_contain_text("Vite dit.")
    expect(under_way).to_contain_text("Envoi en cours")
    held.pop().continue_()
    expect(under_way).to_have_count(0)
    expect(said).to_have_count(1)
    expect(page.locator("#id_text")).to_have_value("")


def test_what_could_not_be_sent_stands_in_the_field_and_nowhere_else(visitors, reference):
    visitor = visitors("ixelles@example.org", **WHOLE)
    page = opened_by(visitor, reference, "common")
    page.fill("#id_text", "Jamais parti.")
    visitor.context.set_offline(True)
    page.locator("form#write button.send").click()
    expect(page.locator(".live-note")).to_be_visible()
    expect(page.locator(".thread .under-way")).to_have_count(0)
    expect(page.locator("#id_text")).to_have_value("Jamais parti.")
    visitor.context.set_offline(False)
    page.fill("#id_text", "")
    visitor.wrong.clear()


def test_preview_reference_quotation_and_word(visitors, reference):
    page = opened(visitors, "ixelles@example.org", reference, "common")
    text = page.locator("#id_text")
    text.fill(f"Voir **{reference}** pour la suite.")
    page.locator("[data-preview-button]").click()
    expect(page.locator("#write .preview .ref-title")).to_have_text("Écrire ensemble sur un problème")
    page.locator("[data-preview-button]").click()
    page.keyboard.press("Control+Enter")
    post = page.locator("article.post.own", has_text="pour la suite").last
    expect(post.locator(".ref-state")).to_be_visible()
    post.locator(".body").select_text()
    page.locator(".quote-button").click()
    expect(text).to_have_value(re.compile(rf"^> \*\*.+\n>\n> Voir {reference} pour la suite\.\n\n$"))
    assert page.locator("[name=lane]:not(:disabled)").count() == 1
    text.press_sequentially("Oui.")
    page.keyboard.press("Control+Enter")
    answer = page.locator("article.post.d1", has_text="Oui.").last
    expect(answer.locator(".answers")).to_be_visible()
    expect(page.locator("[name=lane]:not(:disabled)")).to_have_count(3)
    answer.locator("a[data-act=react]").last.click()
    page.locator(".words-panel button[value=agree]").click()
    expect(page.locator(".words-panel button[value=agree]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("article.post.d1", has_text="Oui.").last.locator(".said b")).to_have_text("1")


def test_a_pasted_picture_goes_along(visitors, reference):
    page = opened(visitors, "ixelles@example.org", reference, "common")
    page.evaluate(
        """() => {
        const carried = new DataTransfer();
        carried.items.add(new File(["%PDF-1.4 x"], "note.pdf", { type: "application/pdf" }));
        document.getElementById("id_text").dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("#write .chosen .name")).to_have_text("note.pdf")


def test_a_draft_is_the_same_on_two_devices_and_none_is_lost(visitors, reference):
    first = opened(visitors, "federation@example.org", reference, "federations")
    visitor = visitors("federation@example.org", **WHOLE)
    second = opened_by(visitor, reference)
    first.locator("#id_text").press_sequentially("Du bureau.")
    expect(first.locator("[data-kept-line]")).not_to_be_empty()
    second.locator("#id_text").press_sequentially("Du téléphone.")
    expect(second.locator("[data-other]")).to_contain_text("Du bureau.")
    visitor.wrong[:] = [word for word in visitor.wrong if "409" not in word]
    second.locator("[data-other] button").first.click()
    expect(second.locator("#id_text")).to_have_value("Du bureau.")
    expect(second.locator("[name=lane][data-code=federations]")).to_be_checked()
    second.reload()
    expect(second.locator("#id_text")).to_have_value("Du bureau.")
    second.keyboard.press("Tab")
    second.locator("#id_text").focus()
    second.keyboard.press("Control+Enter")
    expect(second.locator("article.post:not(.under-way)", has_text="Du bureau.").last).to_be_visible()
    second.reload()
    expect(second.locator("#id_text")).to_have_value("")
