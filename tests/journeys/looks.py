"""How a page looks for whom: axe and sideways scrolling, in each theme and at each width, without loading it again."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

from tests.journeys.visitors import Visitor

SETTLED = """async () => {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
  await Promise.allSettled(ending.map((one) => one.finished));
}"""
"""Nothing moves any more: fonts are there, the page is drawn, transitions are over."""
VIOLATIONS = "() => axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)"
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"

WIDER = """() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const wide = [...document.querySelectorAll('main, main :is(div, section)')].filter((one) => getComputedStyle(one).overflowX === 'clip');
  const hides = wide.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `hidden in ${one.className}`);
  return scrollWidth > clientWidth + 1 ? [`${scrollWidth} of ${clientWidth}`, ...hides] : hides;
}"""
"""How much wider than the window a page is; also where that is only hidden."""


def faults(visitor: Visitor, path: str, looks) -> list[str]:
    """What is wrong with a page in any of the looks, each a theme and a width."""
    answer = visitor.go(path)
    assert answer.status == 200, path
    if visitor.page.locator("body.member").count():
        visitor.ready()
    visitor.page.evaluate(AXE_SCRIPT)
    return [f"{path} {theme} {width}: {fault}" for theme, width in looks for fault in look(visitor.page, theme, width)]


def look(page, theme: str, width: int) -> list[str]:
    """What axe finds on the open page in one look, and whether it scrolls sideways."""
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(SETTLED)
    found = [f"{rule['id']}: {node['html'][:160]}" for rule in page.evaluate(VIOLATIONS) for node in rule["nodes"]]
    return found + ["scrolls sideways"] * page.evaluate(SIDEWAYS)
