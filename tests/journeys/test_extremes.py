"""Narrow windows, wide ones, text set wider, and colours of one's own."""

import pytest
from playwright.sync_api import expect

from tests.demonstration import reference
from tests.journeys.looks import SIDEWAYS

WIDER_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
OVERPRINTED = """() => [...document.querySelectorAll('.cases tbody tr')].filter((row) => {
  const [one, other] = ['.ref', '.st'].map((part) => row.querySelector(part).getBoundingClientRect());
  return one.right > other.left && one.bottom > other.top && other.bottom > one.top;
}).map((row) => row.id)"""
OUTSIDE = """(box) => [...box.querySelectorAll('*')].filter((one) => one.checkVisibility()).filter((one) => {
  const { left, right } = one.getBoundingClientRect();
  return right > box.getBoundingClientRect().right || left < box.getBoundingClientRect().left;
}).map((one) => one.textContent)"""
COLOURS = """() => [...new Set([...document.querySelectorAll('main .strip, main .legend svg, main .chart, .brand svg')]
  .map((one) => getComputedStyle(one).color))]"""
NARROW = {"width": 320, "height": 700}


@pytest.mark.parametrize("path", ["problems/", "problems/file/", f"problems/{reference(2)}/", "impact/", "inbox/"])
def test_text_may_be_set_wider_in_a_narrow_window(visitors, path):
    visitor = visitors("molenbeek@example.org", language="nl", viewport=NARROW)
    visitor.go(path)
    assert visitor.page.evaluate(OVERPRINTED) == []
    visitor.page.evaluate(WIDER_TEXT)
    assert not visitor.page.evaluate(SIDEWAYS)
    assert visitor.page.evaluate(OVERPRINTED) == []
    for button in visitor.page.locator("main .btn:visible").all():
        assert button.evaluate(OUTSIDE) == []


def test_the_filter_of_states_shows_its_numbers_on_a_tablet(visitors):
    page = (visitor := visitors("molenbeek@example.org", viewport={"width": 768, "height": 900})).page
    visitor.go("problems/")
    page.locator(".several > summary").first.click()
    assert page.locator(".several > fieldset").first.evaluate(OUTSIDE) == []
    assert page.locator(".several small").first.is_visible()
    assert not page.evaluate(SIDEWAYS)


def test_a_wide_window_is_used(visitors):
    page = (visitor := visitors("molenbeek@example.org", viewport={"width": 2560, "height": 1440})).page
    visitor.go("problems/")
    assert page.locator(".cases").evaluate("one => one.getBoundingClientRect().width") > 1900
    assert page.locator(".st-cell .st").evaluate_all("all => Math.max(...all.map(one => one.offsetHeight))") < 30


def test_what_is_drawn_has_the_colours_that_the_reader_chose(visitors):
    page = (visitor := visitors("molenbeek@example.org", forced_colors="active")).page
    for path in ("impact/", f"problems/{reference(2)}/"):
        visitor.go(path)
        assert len(page.evaluate(COLOURS)) == 1
    visitor.go("problems/")
    borders = page.locator(".tabs a").evaluate_all("all => all.map(one => getComputedStyle(one).borderBottomWidth)")
    assert [one for one in borders if one != "0px"] == ["3px"]


@pytest.mark.parametrize(("language", "dark", "light"), [("fr", "Sombre", "Clair"), ("nl", "Donker", "Licht")])
def test_the_button_of_the_theme_says_what_a_click_brings(visitors, language, dark, light):
    page = (visitor := visitors("molenbeek@example.org", language=language, color_scheme="dark")).page
    visitor.go("account/")
    button = page.locator("[data-theme-switch]:visible").first
    for scheme, words in (("dark", light), ("light", dark)):
        page.emulate_media(color_scheme=scheme)
        expect(button).to_contain_text(words)
    button.click()
    expect(button).to_contain_text(light)
    assert page.locator("html").get_attribute("data-theme") == "dark"
    visitor.go("account/")
    expect(button).to_contain_text(light)
