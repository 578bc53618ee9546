"""The life of a solution that the field contradicts, in real Chromium, with a script and without."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.test_main_job import declare, file_problem, solve, verify


def test_a_solution_is_delivered_contradicted_and_taken_up_again(visitors):
    ixelles = visitors("ixelles@example.org")
    molenbeek = visitors("molenbeek@example.org", language="nl", java_script_enabled=False)
    spp_is = visitors("spp-is@example.org")
    reference = file_problem(ixelles, "Les pièces jointes arrivent en double")
    declare(molenbeek, reference, "6", "12")
    solution = solve(spp_is, visitors("secretariat@example.org"), reference)
    verify(ixelles, solution, "verified")

    molenbeek.go(solution)
    page = molenbeek.page
    page.locator("input[name=outcome][value=x]").check()
    page.fill("#verdict [name=comment]", "Bij ons komen ze nog altijd dubbel aan.")
    page.locator("#verdict form[action$='/verdict/'] button[type=submit]").click()
    page.locator(".st-delivered").first.wait_for()

    ixelles.go(solution)
    page = ixelles.page
    page.locator("#relapse summary").click()
    page.fill("#relapse textarea", "Depuis la mise à jour de lundi, les doubles sont revenus.")
    page.locator("#relapse button[type=submit]").click()
    page.locator(".st-relapsed").first.wait_for()

    spp_is.go(solution)
    page = spp_is.page
    expect(page.locator("main")).to_contain_text("les doubles sont revenus")
    page.select_option("[name=target]", "planned")
    page.fill("#state [name=reason]", "Nous corrigeons la mise à jour.")
    page.locator("#state button[type=submit]").click()
    page.locator(".st-planned").first.wait_for()

    molenbeek.go(f"problems/{reference}/timeline/")
    story = molenbeek.page.locator("ol.steps").inner_text()
    assert "Nous corrigeons la mise à jour." in story
    assert "les doubles sont revenus" not in story, (
        "the words of a verdict are for its CPAS, the owner and the federations"
    )
    molenbeek.go(solution)
    assert molenbeek.page.locator("input[name=outcome]").count() == 0
