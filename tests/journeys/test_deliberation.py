"""A question that expired is answered late and accepted; a position is said within the bench, then in common, and sealed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.demonstration import reference


def test_a_question_is_asked_expires_and_is_answered_in_the_end(visitors):
    asking = visitors("federation@example.org")
    asked = visitors("spp-is@example.org", language="nl", java_script_enabled=False)
    page = asking.page
    asking.go("questions/new/")
    page.fill("[name=title]", "Quand le nouveau message sera-t-il en ligne ?")
    page.fill("[name=text]", "Les centres en ont besoin pour leur accueil.")
    page.select_option("[name=to]", "administration")
    page.locator("#question-to-bench button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("Quand le nouveau message")
    asked.go("dashboard/")
    expect(asked.page.locator("#duties")).to_contain_text("Quand le nouveau message")

    asking.go("questions/?view=overdue")
    expect(page.locator("table.cases tbody tr")).to_have_count(1)
    asked.go("questions/2/")
    asked.page.fill("#answer-text", "Een anonieme telling start in maart.")
    asked.page.locator("#answer form button[type=submit]").click()
    expect(asked.page.locator("#terms")).to_contain_text("Een anonieme telling")
    asking.go("questions/2/")
    expect(page.locator("#terms")).to_contain_text("Réponse tardive")
    page.locator("#judging button.btn").first.click()
    expect(page.locator("p.eyebrow").first).to_contain_text("Réponse acceptée")
    asking.go("questions/?view=overdue")
    expect(page.locator("table.cases")).to_have_count(0)


def test_a_position_is_said_within_the_bench_then_in_common_and_sealed(visitors):
    seat, other = visitors("federation@example.org"), visitors("spp-is@example.org", language="nl")
    secretariat = visitors("secretariat@example.org", java_script_enabled=False)
    seat.go(f"problems/{reference(7)}/")
    seat.page.locator("#solutions h3 a").first.click()
    seat.page.locator("#positions .head-line a").click()
    address = seat.page.url.partition("/fr/")[2]
    take(seat.page, True, "reservation", "À revoir avec les centres.")
    other.go(address)
    expect(other.page.locator("main")).not_to_contain_text("À revoir avec les centres.")
    take(seat.page, False, "support", "")
    other.go(address)
    expect(other.page.locator("main")).to_contain_text("Steun")
    take(other.page, False, "notes", "")

    secretariat.go(address)
    secretariat.page.locator("summary", has_text="Sceller les positions").click()
    secretariat.page.locator("form[action$='/seal/'] button").click()
    expect(secretariat.page.locator("main")).to_contain_text("Pas de quorum")
    seat.go(address)
    expect(seat.page.locator("form[action*='/seats/']")).to_have_count(0)


def take(page, inside: bool, stance: str, words: str) -> None:
    """Take the position of one's seat, within its bench or where everybody reads it."""
    form = page.locator("form[action*='/seats/']")
    form.locator("input[name=space]").nth(int(inside)).check()
    form.locator(f"input[name=stance][value={stance}]").check()
    form.locator("textarea[name=text]").fill(words)
    form.locator("button[type=submit]").click()
