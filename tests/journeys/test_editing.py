"""The editor's day in real Chromium: a text from nothing to published in both languages, by two people."""

from __future__ import annotations

import re

from playwright.sync_api import expect

SUBMIT = "Soumettre pour approbation"
APPROVE = re.compile("^Approuver et Publier$", re.IGNORECASE)


def edit(page, path: str) -> str:
    """Follow the link of a public page into the admin; return the identifier of the page."""
    page.goto(path)
    page.get_by_role("link", name="Modifier cette page").click()
    return re.search(r"/pages/(\d+)/edit/", page.url)[1]


def press(page, name) -> None:
    """Press what stands behind the button that keeps the draft."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=name).click()


def approve(page, site: str, title: str) -> None:
    """From the first page of the admin, approve the text that awaits."""
    page.goto(f"{site}/admin/")
    expect(page.locator("#awaiting-content")).to_contain_text("1 texte à approuver")
    page.locator("#awaiting-content").get_by_role("link", name="1 texte à approuver").click()
    expect(page.locator("#id_title")).to_have_value(title)
    press(page, APPROVE)
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def test_a_text_from_nothing_to_published_in_both_languages(visitors):
    editor, secretariat = visitors("redaction@example.org"), visitors("secretariat@example.org")
    public = visitors()
    page, site = editor.page, editor.site
    index = edit(page, f"{site}/fr/actualites/")

    page.goto(f"{site}/admin/pages/add/publications/newspage/{index}/")
    page.fill("#id_title", "Le guichet à l’écoute")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/$"))
    expect(page.locator("#id_slug")).to_have_value("le-guichet-a-lecoute")
    french = page.url
    page.fill("#id_date", "2026-01-05")
    page.keyboard.press("Escape")
    page.fill("#id_lead", "Le guichet reste ouvert.")
    page.get_by_role("tab", name="Promotion").click()
    page.fill("#id_one_language_because", "La version néerlandaise suit.")
    expect(page.get_by_role("button", name="Publier", include_hidden=True)).to_have_count(0)
    press(page, SUBMIT)
    page.wait_for_url(f"{site}/admin/pages/{index}/")

    public.go("actualites/le-guichet-a-lecoute/")
    expect(public.page.locator("h1")).not_to_contain_text("Le guichet")
    public.wrong.clear()
    approve(secretariat.page, site, "Le guichet à l’écoute")
    public.go("actualites/le-guichet-a-lecoute/")
    expect(public.page.locator("h1")).to_contain_text("Le guichet à l’écoute")

    public.page.locator("header a[hreflang=nl]").click()
    expect(public.page.locator("h1")).to_contain_text("Nieuws")
    expect(public.page.locator("main")).to_contain_text("‘Le guichet à l’écoute’ bestaat enkel in het Frans")

    page.goto(french.replace("/edit/", "/").replace("/admin/pages/", "/admin/translation/submit/page/"))
    page.locator("main input[type=checkbox]").check()
    page.get_by_role("button", name="Soumettre").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/$"))
    expect(page.locator("main")).to_contain_text("Pas encore traduit")
    page.fill("#id_title", "Het loket luistert")
    page.fill("#id_lead", "Het loket blijft open.")
    press(page, SUBMIT)
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    approve(secretariat.page, site, "Het loket luistert")
    public = visitors()
    public.go("actualites/le-guichet-a-lecoute/")
    public.page.locator("header a[hreflang=nl]").click()
    expect(public.page.locator("h1")).to_contain_text("Het loket luistert")


def test_the_preview_shows_the_page_and_the_checks_read_it(visitors):
    editor = visitors("redaction@example.org", viewport={"width": 1400, "height": 900})
    page = editor.page
    edit(page, f"{editor.site}/fr/avis/avis-bruxelles-numerique-2023/")
    page.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    frame = page.frame_locator("iframe#w-preview-iframe, iframe[title]").first
    expect(frame.locator("h1")).to_contain_text("Bruxelles numérique")
    page.get_by_role("button", name="Activer/désactiver les vérifications").click()
    words = page.locator("[data-content-word-count]")
    expect(words).to_have_text(re.compile(r"\d{3}"))


def test_the_public_searches_what_is_published(visitors):
    public = visitors()
    public.go("")
    public.page.get_by_role("link", name="Rechercher").click()
    public.page.fill("#q", "ordonnance")
    public.page.keyboard.press("Enter")
    public.page.locator("ol.similar a", has_text="Bruxelles numérique").first.click()
    expect(public.page.locator("h1")).to_contain_text("Bruxelles numérique")
