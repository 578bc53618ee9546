"""What somebody hears who does not look: where the focus is after an error, and what is said after a success."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.demonstration import reference
from tests.journeys.test_main_job import write

LISTEN = """document.addEventListener("DOMContentLoaded", () => {
  const said = document.getElementById("said");
  window.heard = [said.textContent];
  new MutationObserver(() => heard.push(said.textContent)).observe(said, { childList: true });
});"""


def hears(page, words: str) -> None:
    """Wait until words were said, by a region that was empty when the page came."""
    page.wait_for_function("(words) => heard[0] === '' && heard.some((one) => one.includes(words))", arg=words, polling=50)


@pytest.mark.parametrize("script", [True, False])
def test_an_error_has_the_focus(visitors, script):
    one = visitors("ixelles@example.org", language="nl", java_script_enabled=script)
    one.go(f"problems/{reference(3)}/impact/")
    one.page.locator("input[name=answer][value=a]").check()
    one.page.locator("[name=cases]").fill("veel")
    one.page.locator("form.declare button[type=submit]").click()
    expect(one.page.locator("#errors")).to_be_focused()
    assert one.page.title().startswith("Fout: ")
    one.wrong.clear()  # the browser reports the refused form's own status


def test_what_is_under_way_and_what_was_done_are_heard(visitors):
    one, case = visitors("ixelles@example.org"), reference(3)
    one.page.add_init_script(LISTEN)
    held = []
    one.page.route("**/impact/", lambda way: held.append(way) if way.request.method == "POST" else way.continue_())
    one.go(f"problems/{case}/impact/")
    one.ready()
    one.page.locator("input[name=answer][value=n]").check()
    one.page.locator("form.declare button[type=submit]").click(no_wait_after=True)
    hears(one.page, "Envoi en cours…")
    held[0].continue_()
    one.page.wait_for_url(f"**/problems/{case}/")
    hears(one.page, "Votre déclaration est enregistrée.")
    one.ready()
    write(one, "common", "Chez nous, cela ne se produit pas.")
    hears(one.page, "Votre message est envoyé")
