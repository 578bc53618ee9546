"""What somebody hears who does not look: where the focus is after an error, and what is said after a success."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.demonstration import reference
from tests.journeys.test_main_job import write

LISTEN = """document.addEventListener("DOMContentLoaded", () => {
  const said = document.getElementById("said");
  const empty = said.textContent === "";
  new MutationObserver(() => empty && console.info("heard", said.textContent)).observe(said, { childList: true });
});"""


def hearing(page, words: str):
    """While something is done, wait until words are said from a region that was empty when the page came."""
    return page.expect_console_message(lambda said: said.text.startswith("heard") and words in said.text)


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
    with hearing(one.page, "Envoi en cours…"):
        one.page.locator("form.declare button[type=submit]").click(no_wait_after=True)
    with hearing(one.page, "Votre déclaration est enregistrée."):
        held[0].continue_()
    one.ready()
    with hearing(one.page, "Votre message est envoyé"):
        write(one, "common", "Chez nous, cela ne se produit pas.")
