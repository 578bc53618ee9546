"""Several files with progress, covering parts of an image by keyboard, and personal data explained while one types."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

NUMBER = "0470 12 34 56"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
PHONE = {"fr": "numéro de téléphone", "nl": "telefoonnummer"}


def picture(image_format: str = "PNG", size=(400, 200), colour="white") -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, image_format)
    return file.getvalue()


def file_of(name: str, kind: str, content: bytes) -> dict:
    return {"name": name, "mimeType": kind, "buffer": content}


SCREEN = file_of("écran.png", "image/png", picture())
SCAN = file_of("scan.pdf", "application/pdf", PDF)


def filing(visitor, title: str = "Pièces jointes en série"):
    """The filing form with what is asked at least, and its attachments in view."""
    page = visitor.page
    visitor.go("problems/file/")
    page.fill("#id_title", title)
    page.fill("#id_description", "Le bouton ne réagit plus après la signature.")
    page.select_option("[name=chain]", index=1)
    page.evaluate("document.querySelectorAll('form#filing details').forEach((one) => { one.open = true; })")
    visitor.ready()
    return page


def send(page) -> None:
    page.locator("form#filing button.send").last.click()


def downloaded(page, name: str) -> bytes:
    address = page.locator("p.file a", has_text=name).get_attribute("href")
    return page.request.get(page.url.split("/fr/")[0].split("/nl/")[0] + address).body()


def test_several_files_are_listed_taken_out_and_sent_with_progress(visitors):
    page = filing(visitors("ixelles@example.org"))
    chosen = page.locator("files-field .chosen li")
    page.set_input_files("files-field input[type=file]", [SCREEN])
    page.set_input_files("files-field input[type=file]", [SCAN, file_of("page.html", "text/html", b"<html>")])
    expect(chosen).to_have_count(3)
    expect(chosen.nth(0)).to_contain_text("écran.png")
    expect(chosen.nth(2).locator(".why")).to_be_visible()
    expect(chosen.locator("[data-cover]:visible")).to_have_count(1)
    chosen.nth(2).locator("[data-remove]").click()
    expect(chosen).to_have_count(2)
    assert page.evaluate("document.activeElement.matches('[data-remove]')")
    page.evaluate(
        "(() => { const line = document.querySelector('.sending'); window.seen = [];"
        " new MutationObserver(() => window.seen.push(line.hidden ? 'over' : line.querySelector('progress').value))"
        ".observe(line, { attributes: true, subtree: true, childList: true }); })()"
    )
    page.expose_function("tell", lambda seen: told.extend(seen))
    told: list = []
    page.evaluate("addEventListener('pagehide', () => window.tell(window.seen))")
    send(page)
    page.wait_for_url(re.compile(r"/problems/CO-\d{4}-\d{4}/"))
    expect(page.locator("p.file")).to_have_count(2)
    assert page.locator("[role=status], .notice", has_text=re.search(r"CO-\d{4}-\d{4}", page.url).group()).count() > 0
    assert downloaded(page, "scan.pdf") == PDF


def test_after_an_error_the_form_comes_back_with_its_files(visitors):
    ixelles = visitors("ixelles@example.org")
    page = filing(ixelles)
    page.fill("#id_description", f"Rappeler au {NUMBER}.")
    page.set_input_files("files-field input[type=file]", [SCAN])
    send(page)
    page.locator("#errors").wait_for()
    assert NUMBER in page.input_value("#id_description")
    expect(page.locator("files-field .chosen li")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "errors"
    page.fill("#id_description", "Rappeler la personne.")
    send(page)
    page.wait_for_url(re.compile(r"/problems/CO-\d{4}-\d{4}/"))
    assert downloaded(page, "scan.pdf") == PDF
    ixelles.wrong.clear()


def test_without_a_connection_nothing_is_lost(visitors):
    ixelles = visitors("ixelles@example.org")
    page = filing(ixelles)
    page.set_input_files("files-field input[type=file]", [SCAN])
    ixelles.context.set_offline(True)
    send(page)
    expect(page.locator(".live-note")).to_be_visible()
    expect(page.locator("files-field .chosen li")).to_have_count(1)
    assert page.input_value("#id_title") == "Pièces jointes en série"
    ixelles.context.set_offline(False)
    ixelles.wrong.clear()


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_an_image_is_covered_by_keyboard(visitors, theme, width):
    page = filing(visitors("ixelles@example.org", color_scheme=theme, viewport={"width": width, "height": 700}))
    page.set_input_files("files-field input[type=file]", [SCREEN])
    page.locator("files-field [data-cover]").focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.blur")
    dialog.wait_for()
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    said = dialog.locator(".said")
    page.keyboard.press("Enter")
    expect(said).to_contain_text(re.compile(r"1.*1.*35.*40.*30.*20"))
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(said).to_contain_text(re.compile(r"39.*42.*32.*22"))
    page.keyboard.press("Enter")
    expect(said).to_contain_text(re.compile(r"2.*2"))
    page.keyboard.press("Delete")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    dialog.locator("[data-side='0']").fill("50")
    expect(said).to_contain_text(re.compile(r"1.*1.*50.*42.*32.*22"))
    wide = page.evaluate(
        "document.querySelector('dialog.blur').scrollWidth - document.querySelector('dialog.blur').clientWidth"
    )
    assert wide <= 0
    dialog.locator("[data-use]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("files-field .chosen .covered")).to_be_visible()
    assert page.evaluate("document.activeElement.matches('[data-cover]')")
    send(page)
    page.wait_for_url(re.compile(r"/problems/CO-\d{4}-\d{4}/"))
    stored = Image.open(BytesIO(downloaded(page, "écran.png"))).convert("RGB")
    assert stored.size == (400, 200)
    assert {stored.getpixel(place) for place in ((201, 86), (326, 126), (264, 106))} == {(0, 0, 0)}
    assert {stored.getpixel(place) for place in ((198, 86), (330, 126), (264, 82), (264, 130))} == {(255, 255, 255)}


def test_an_image_is_covered_by_pointer_and_left_alone_on_demand(visitors):
    page = filing(visitors("ixelles@example.org", language="nl"))
    page.set_input_files("files-field input[type=file]", [SCREEN])
    page.locator("files-field [data-cover]").click()
    box = page.locator("dialog.blur canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 90)
    page.mouse.up()
    said = page.locator("dialog.blur .said")
    expect(said).to_contain_text(re.compile(r"1.*1.*10.*20.*25.*25"))
    for corner in ((200, 40), (300, 90)):
        page.mouse.click(box["x"] + corner[0], box["y"] + corner[1])
    expect(said).to_contain_text(re.compile(r"2.*2.*50.*20.*25.*25"))
    page.keyboard.press("Escape")
    expect(page.locator("dialog.blur")).to_have_count(0)
    expect(page.locator("files-field .chosen .covered")).to_be_hidden()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_personal_data_is_explained_while_one_types_and_not_kept(visitors, language):
    ixelles = visitors("ixelles@example.org", language=language)
    page = ixelles.page
    ixelles.go("problems/file/")
    ixelles.ready()
    page.focus("#id_description")
    page.keyboard.type(f"Rappeler au {NUMBER} svp")
    beside = page.locator("#id_description_guard")
    expect(beside).to_contain_text(PHONE[language])
    expect(beside).to_contain_text("04•")
    assert beside.get_attribute("aria-live") == "polite"
    assert "id_description_guard" in page.locator("#id_description").get_attribute("aria-describedby")
    assert NUMBER not in page.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }])")
    page.fill("#id_description", "Rappeler la personne, 12 cas le 04.12.2025")
    expect(beside).to_be_empty()
    page.wait_for_function("JSON.stringify({ ...sessionStorage }).includes('12 cas')")


def test_a_search_with_personal_data_is_not_asked(visitors):
    ixelles = visitors("ixelles@example.org")
    page = ixelles.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("search/", "problems/"):
        ixelles.go(path)
        ixelles.ready()
        page.locator("main input[name=q]").fill(NUMBER)
        page.keyboard.press("Enter")
        expect(page.locator("main .guard")).to_contain_text(PHONE["fr"])
        page.locator("main input[name=q]").fill("formulaire 2026")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("q=formulaire"))
    assert not [url for url in asked if "0470" in url]


def test_without_javascript_files_are_sent_and_a_search_comes_back_clean(visitors):
    ixelles = visitors("ixelles@example.org", java_script_enabled=False)
    page = ixelles.page
    ixelles.go(f"search/?q={NUMBER.replace(' ', '%20')}")
    expect(page.locator("body")).to_contain_text(PHONE["fr"])
    assert NUMBER not in page.content() and "0470" not in page.url
    ixelles.go("problems/file/")
    page.fill("#id_title", "Sans script")
    page.fill("#id_description", "Deux fichiers d’un coup.")
    page.select_option("[name=chain]", index=1)
    page.set_input_files("files-field input[type=file]", [SCAN, SCREEN])
    send(page)
    page.wait_for_url(re.compile(r"/problems/CO-\d{4}-\d{4}/"))
    expect(page.locator("p.file")).to_have_count(2)
