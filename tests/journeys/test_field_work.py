"""A merge that is contested and undone, a file that comes in whole, and the weekly pulse: in real Chromium."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

from tests.journeys.test_main_job import declare, file_problem

HEADER = "title;description;cases;minutes_likely"


def test_a_merge_is_contested_and_undone(visitors):
    ixelles, molenbeek = visitors("ixelles@example.org"), visitors("molenbeek@example.org", language="nl")
    secretariat = visitors("secretariat@example.org", java_script_enabled=False)
    stays = file_problem(ixelles, "L’écran de tri ne garde pas son ordre")
    goes = file_problem(molenbeek, "De sorteerlijst vergeet haar volgorde")
    declare(ixelles, goes, "3", "5")

    secretariat.go(f"problems/{goes}/merge/?target={stays}")
    expect(secretariat.page.locator("table.table")).to_contain_text("12")
    secretariat.page.fill("[name=reason]", "La même liste, vue de deux centres.")
    secretariat.page.locator("main form button[type=submit]").last.click()
    secretariat.go(f"problems/{stays}/")
    expect(secretariat.page.locator("#case-facts")).to_contain_text("2 CPAS sur 19")

    molenbeek.go(f"problems/{goes}/")
    expect(molenbeek.page.locator(".notice-info")).to_contain_text(stays)
    molenbeek.page.locator("a[href$='/merge/contest/']").click()
    molenbeek.page.fill("[name=reason]", "Het gaat om een andere lijst.")
    molenbeek.page.locator("main form button[type=submit]").last.click()

    secretariat.go("problems/queue/")
    expect(secretariat.page.locator("main")).to_contain_text(goes)
    secretariat.go(f"problems/{goes}/merge/undo/")
    expect(secretariat.page.locator("main")).to_contain_text("Het gaat om een andere lijst.")
    secretariat.page.fill("[name=reason]", "Molenbeek a raison.")
    secretariat.page.locator("main form button[type=submit]").last.click()
    secretariat.go(f"problems/{stays}/")
    expect(secretariat.page.locator("#case-facts")).to_contain_text("1 CPAS sur 19")
    molenbeek.go(f"problems/{goes}/")
    expect(molenbeek.page.locator("#case-facts")).to_contain_text("2 van de 19")


def bring(visitor, text: str) -> None:
    """Choose a file of problems and send it."""
    visitor.go("problems/import/")
    file = {"name": "problemes.csv", "mimeType": "text/csv", "buffer": text.encode()}
    visitor.page.set_input_files("input[type=file][name=file]", file)
    visitor.page.locator(".lanes .l-common input").check()
    visitor.page.locator("main form button.send").click()


def test_a_file_comes_in_whole_or_not_at_all(visitors):
    ixelles, day = visitors("ixelles@example.org"), f"{time.time():.0f}"
    page = ixelles.page
    good = [f"Import {day} numéro {n};La demande arrive deux fois.;{n};10" for n in (1, 2, 3)]
    bring(ixelles, "\n".join([HEADER, *good, "Sans description;;beaucoup;10"]))
    expect(page.locator("#mistakes tbody tr")).to_have_count(2)
    ixelles.wrong.clear()  # the browser reports the refused form's own status

    bring(ixelles, "\n".join([HEADER, *good]))
    page.wait_for_url(re.compile(r"/problems/import/[0-9a-f-]{36}/"))
    page.locator("#progress form button:not([name])").click()
    expect(page.locator("#progress .notice-success")).to_contain_text("3")
    expect(page.locator("tbody a")).to_have_count(3)

    bring(ixelles, "\n".join([HEADER, *good]))
    page.wait_for_url(re.compile(r"/problems/import/[0-9a-f-]{36}/"))
    expect(page.locator("#progress form button:not([name])")).to_have_count(0)
    expect(page.locator("tbody a")).to_have_count(3)


def test_the_pulse_is_answered_with_one_click_each(visitors):
    molenbeek = visitors("molenbeek@example.org", language="nl", java_script_enabled=False)
    molenbeek.go("pulse/")
    first = molenbeek.page.locator("ol.pulse > li").first
    first.locator("input[name=cases]").first.fill("7")
    first.locator("button[value='1']").first.click()
    expect(molenbeek.page.locator("ol.pulse > li .said").first).to_contain_text("7")
    expect(molenbeek.page.locator(".progress-line")).to_contain_text(re.compile(r"^\s*1 "))
