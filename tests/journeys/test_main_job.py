"""The main job from end to end, in real Chromium: two people at once, both languages, and the public at the end."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.demonstration import reference

TITLE = "Le bouton d’envoi reste gris après la signature"


def file_problem(visitor, title: str) -> str:
    """File a problem and return its reference."""
    page = visitor.page
    visitor.go("problems/file/")
    page.fill("#id_title", title)
    page.fill("#id_description", "Après la signature, le bouton ne réagit plus et la demande n’arrive pas.")
    page.select_option("[name=chain]", index=1)
    page.fill("[name=cases]", "12")
    page.fill("[name=minutes_likely]", "25")
    page.locator("form#filing button.send").click()
    page.wait_for_url(re.compile(r"/problems/CO-\d{4}-\d{4}/"))
    return re.search(r"CO-\d{4}-\d{4}", page.url).group()


def write(visitor, lane: str, text: str) -> None:
    """Write a post in a lane, by the composer of the page that is open."""
    page = visitor.page
    page.locator(f"form#write label.l-{lane} input").check()
    page.fill("form#write [name=text]", text)
    page.locator("form#write button.send").click()
    page.locator(".thread article:not(.under-way)", has_text=text).wait_for()
    page.locator("form#write:not([aria-busy])").wait_for()


def solve(spp_is, federation, reference: str) -> str:
    """Propose a solution with a date, let the other bench agree, say that it is delivered; return its address."""
    page = spp_is.page
    spp_is.go(f"problems/{reference}/solutions/new/")
    page.fill("#id_title", "Réactiver le bouton après la signature")
    page.fill("[name=text]", "Correction du formulaire, livrée avec la prochaine version.")
    page.fill("[name=due_on]", "2036-12-15")
    page.fill("[name=promised_minutes]", "20")
    page.locator("form#proposal button[type=submit]").click()
    page.wait_for_url(re.compile(r"/solutions/\d+/"))
    solution = page.url.split("/fr/")[1]
    for visitor, state in ((federation, "agreed"), (spp_is, "delivered")):
        visitor.go(solution)
        visitor.page.select_option("[name=target]", state)
        visitor.page.locator("#state button[type=submit]").click()
        visitor.page.locator(f".st-{state}").wait_for()
    return solution


def declare(visitor, reference: str, cases: str, minutes: str) -> None:
    """Declare "we have this too" from the case page."""
    page = visitor.page
    visitor.go(f"problems/{reference}/")
    page.locator(f"main a[href$='{reference}/impact/']").first.click()
    page.locator("input[name=answer][value=a]").check()
    page.fill("[name=cases]", cases)
    page.fill("[name=minutes_likely]", minutes)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**/problems/{reference}/")


def verify(visitor, solution: str, state: str) -> None:
    """Say that a solution works, by the way that the dashboard shows; it stands in a state then."""
    page = visitor.page
    visitor.go("dashboard/")
    page.locator(f"#duties a[href$='{solution}']").click()
    page.locator("input[name=outcome][value=w]").check()
    page.locator("#verdict form[action$='/verdict/'] button[type=submit]").click()
    page.locator(f".st-{state}").first.wait_for()


def cite(editor, secretariat, reference: str) -> str:
    """Add a problem as evidence to the third observation, submit it and publish; return the opinion's address in French."""
    page = editor.page
    editor.go("avis/")
    page.locator("main a[href*='/avis/']", has_text="Bruxelles numérique").first.click()
    opinion = page.url
    page.locator("a[href*='/evidence/']").first.click()
    section = page.locator("#observation-3")
    form = section.locator("form[action$='/cite/']")
    form.locator("input:not([type=hidden])").first.fill(reference)
    form.locator("button[type=submit]").click()
    page.locator("#observation-3", has_text=reference).wait_for()
    desk = page.url
    page.locator("form[action$='/submit/'] button[type=submit]").first.click()
    page.locator("main form[action$='/submit/']").first.wait_for()
    secretariat.page.goto(desk)
    secretariat.page.locator("form[action$='/publish/'] button[type=submit]").first.click()
    secretariat.page.wait_for_load_state()
    return opinion


def test_the_main_job_with_people_at_once(visitors):
    ixelles = visitors("ixelles@example.org")
    molenbeek = visitors("molenbeek@example.org", language="nl")
    federation = visitors("federation@example.org")
    spp_is = visitors("spp-is@example.org")

    molenbeek.go("problems/")
    molenbeek.page.locator("table.cases").wait_for()
    molenbeek.listens()
    reference = file_problem(ixelles, TITLE)
    row = molenbeek.page.locator(f"tr#{reference}")
    expect(row).to_be_visible()
    expect(row).to_contain_text(TITLE)
    expect(row).to_contain_text("1 van de 19")

    declare(molenbeek, reference, "8", "30")
    expect(molenbeek.page.locator("#case-facts")).to_contain_text("2 van de 19")
    expect(molenbeek.page.locator("#case-facts")).to_contain_text(re.compile(r"\b8\b"))
    expect(molenbeek.page.locator("#case-facts")).not_to_contain_text(re.compile(r"\b20\b"))

    for visitor in (federation, spp_is):
        visitor.go(f"problems/{reference}/")
        visitor.ready()
        visitor.listens()
        visitor.page.locator("form#write").scroll_into_view_if_needed()
    write(federation, "common", "Nous demandons une date.")
    expect(spp_is.page.locator(".thread")).to_contain_text("Nous demandons une date.")
    write(spp_is, "common", "La correction part cette semaine.")
    expect(federation.page.locator(".thread")).to_contain_text("La correction part cette semaine.")
    write(federation, "federations", "Entre nous : exigeons un calendrier.")
    write(federation, "common", "Merci, nous suivons.")
    expect(spp_is.page.locator(".thread")).to_contain_text("Merci, nous suivons.")
    expect(spp_is.page.locator(".thread article")).to_have_count(3)
    assert "exigeons un calendrier" not in spp_is.page.content()
    spp_is.page.reload()
    assert "exigeons un calendrier" not in spp_is.page.content()

    solution = solve(spp_is, visitors("secretariat@example.org"), reference)
    expect(federation.page.locator("#solutions")).to_contain_text("Réactiver le bouton")
    verify(molenbeek, solution, "verified")
    verify(ixelles, solution, "verified")

    editor = visitors("redaction@example.org")
    opinion = cite(editor, visitors("secretariat@example.org"), reference)

    public = visitors()
    public.page.goto(opinion)
    third = public.page.locator("article.obs", has=public.page.locator("#observation-3"))
    expect(third).to_contain_text("3 problèmes")
    address = third.locator("a.obs-n").first.get_attribute("href")
    public.page.goto(public.site + address if address.startswith("/") else address)
    expect(public.page.locator("main")).to_contain_text("hors du numérique")
    public.page.locator("a[hreflang=nl]").first.click()
    expect(public.page.locator("html")).to_have_attribute("lang", "nl")
    expect(public.page.locator("main")).to_contain_text("3 problemen")

    for visitor in (ixelles, molenbeek, federation):
        visitor.go("inbox/")
        expect(visitor.page.locator("#notices")).to_contain_text("Réactiver le bouton")
    ixelles.go(f"problems/{reference}/timeline/")
    story = ixelles.page.locator("ol.steps").inner_text()
    for said in ("déposé", "Molenbeek", "La correction part", "Réactiver le bouton", "exigeons un calendrier"):
        assert said in story, said
    spp_is.go(f"problems/{reference}/timeline/")
    assert "exigeons un calendrier" not in spp_is.page.content()


def test_the_main_job_without_javascript(visitors):
    plain = {"java_script_enabled": False}
    ixelles = visitors("ixelles@example.org", **plain)
    reference = file_problem(ixelles, "Sans script : le courriel de confirmation ne part pas")
    molenbeek = visitors("molenbeek@example.org", language="nl", **plain)
    molenbeek.go("problems/")
    expect(molenbeek.page.locator(f"tr#{reference}")).to_be_visible()
    declare(molenbeek, reference, "4", "10")
    spp_is = visitors("spp-is@example.org", **plain)
    spp_is.go(f"problems/{reference}/")
    write(spp_is, "common", "Vu, nous corrigeons.")
    solution = solve(spp_is, visitors("federation@example.org", **plain), reference)
    verify(molenbeek, solution, "verified")
    verify(ixelles, solution, "verified")
    editor = visitors("redaction@example.org", **plain)
    public = visitors(**plain)
    public.page.goto(cite(editor, visitors("secretariat@example.org", **plain), reference))
    expect(public.page.locator("#observation-3")).to_be_visible()


PENDING = f"Écrit pendant la coupure de {time.time():.0f}."


def test_a_lost_connection_says_so_and_catches_up(visitors):
    federation = visitors("federation@example.org")
    spp_is = visitors("spp-is@example.org")
    for visitor in (federation, spp_is):
        visitor.go(f"problems/{reference(3)}/")
        visitor.ready()
        visitor.listens()
    before = federation.page.locator(".thread article").count()
    federation.context.set_offline(True)
    write(spp_is, "common", PENDING)
    expect(federation.page.locator(".thread article")).to_have_count(before)
    federation.context.set_offline(False)
    federation.page.locator(".fresh-posts button").click()
    expect(federation.page.locator(".thread")).to_contain_text(PENDING)
    expect(federation.page.locator(".thread article", has_text=PENDING)).to_have_count(1)
    federation.wrong.clear()


def test_a_double_click_says_it_once(visitors):
    molenbeek = visitors("molenbeek@example.org", language="nl")
    molenbeek.go(f"problems/{reference(4)}/")
    molenbeek.ready()
    page = molenbeek.page
    said = f"Eén keer gezegd om {time.time():.0f}."
    page.locator("form#write label.l-common input").check()
    page.fill("form#write [name=text]", said)
    page.locator("form#write button.send").dblclick()
    expect(page.locator(".thread article", has_text=said)).to_have_count(1)
    page.reload()
    expect(page.locator(".thread article", has_text=said)).to_have_count(1)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_bad_input_comes_back_as_it_was(visitors, language):
    ixelles = visitors("ixelles@example.org", language=language)
    page = ixelles.page
    ixelles.go("problems/file/")
    page.fill("#id_title", "Demande bloquée")
    page.fill("#id_description", "Rappeler la personne au 0470 12 34 56 svp.")
    page.fill("[name=cases]", "3")
    page.locator("form#filing button.send").click()
    page.locator("#errors").wait_for()
    assert page.input_value("#id_title") == "Demande bloquée"
    assert "0470 12 34 56" in page.input_value("#id_description")
    assert page.input_value("[name=cases]") == "3"
    words = {"fr": "numéro de téléphone", "nl": "telefoonnummer"}
    assert words[language] in page.locator("#id_description_error").inner_text()
    ixelles.wrong.clear()
