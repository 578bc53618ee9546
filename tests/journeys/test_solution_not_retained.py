"""The life of a solution that is not retained, and the tracker that shows it, in real Chromium, with a script and without."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.test_main_job import file_problem


def test_a_solution_is_proposed_corrected_put_off_tied_and_not_retained(visitors):
    ixelles = visitors("ixelles@example.org")
    federation = visitors("federation@example.org", java_script_enabled=False)
    spp_is = visitors("spp-is@example.org", language="nl", java_script_enabled=False)
    reference = file_problem(ixelles, "Les accusés de réception arrivent vides")

    federation.go(f"problems/{reference}/solutions/new/")
    page = federation.page
    page.fill("[name=title]", "Un accusé de réception imprimé")
    page.fill("[name=text]", "On imprime l’accusé au guichet.")
    page.fill("[name=due_on]", "2030-01-31")
    page.locator("#proposal button[type=submit]").click()
    page.wait_for_url(re.compile(r"/solutions/\d+/"))
    number = re.search(r"/solutions/(\d+)/", page.url)[1]

    page.locator("a[href$='/revise/']").click()
    page.fill("[name=title]", "Un accusé imprimé au guichet")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("h1")).to_contain_text("Un accusé imprimé au guichet")
    federation.go(f"solutions/{number}/ties/")
    page.fill("[name=waits_for]", f"SOL-{number}")
    page.locator("#waits form").last.locator("button").click()
    expect(page.locator("#errors")).to_be_visible()
    federation.wrong.clear()  # the browser reports the refused form's own status

    spp_is.go(f"solutions/{number}/")
    for target in ("under_review", "agreed"):
        spp_is.page.select_option("[name=target]", target)
        spp_is.page.locator("#state button").click()
    federation.go(f"solutions/{number}/")
    page.fill("#due [name=due_on]", "2030-03-31")
    page.fill("#due [name=reason]", "L’imprimante n’est pas là.")
    page.locator("#due button").click()
    expect(page.locator("#dates")).to_contain_text("L’imprimante n’est pas là.")

    spp_is.go(f"solutions/{number}/")
    spp_is.page.select_option("[name=target]", "not_retained")
    spp_is.page.fill("#state [name=reason]", "Papier is geen oplossing.")
    spp_is.page.locator("#state button").click()
    ixelles.go(f"solutions/?q=SOL-{number}")
    expect(ixelles.page.locator("#tracker tbody tr")).to_contain_text("Non retenue")
    ixelles.go(f"solutions/{number}/")
    expect(ixelles.page.locator("main")).to_contain_text("Papier is geen oplossing.")
    ixelles.go(f"problems/{reference}/")
    expect(ixelles.page.locator("#solutions")).to_contain_text("Un accusé imprimé au guichet")


def test_the_tracker_needs_no_script(visitors):
    reader, public = visitors("molenbeek@example.org", java_script_enabled=False), visitors(java_script_enabled=False)
    reader.go("solutions/")
    for label, drawn in (("Ligne du temps", ".span-bars"), ("Par responsable", "h2"), ("Liste", "table.cases")):
        reader.page.get_by_role("group").get_by_role("link", name=label).click()
        expect(reader.page.locator(f"#tracker {drawn}").first).to_be_visible()
    reader.page.get_by_role("link", name="En vigueur en attendant").click()
    expect(reader.page.locator("main tbody tr").first).to_be_visible()
    public.go("solutions/public/")
    expect(public.page.locator("article").first).to_be_visible()
    public.page.locator("article h2 a").first.click()
    expect(public.page.locator("h1")).to_be_visible()
