"""What was asked for comes first, and what stands beside it never scrolls inside itself."""

import pytest

from tests.demonstration import reference

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
TOP = "one => one.getBoundingClientRect().top + scrollY"
HEIGHT = "one => one.getBoundingClientRect().height"
HIDDEN = "one => one.scrollHeight - one.clientHeight"


@pytest.mark.parametrize(
    ("path", "first", "most"),
    [
        (f"problems/{reference(2)}/", ".statement", 460),
        ("problems/", ".cases tbody tr", 480),
        ("problems/?as=board", ".cards-case li", 500),
        ("inbox/", ".told > li", 300),
    ],
)
def test_on_a_phone_what_was_asked_for_stands_on_the_first_screen(visitors, path, first, most):
    page = (visitor := visitors("molenbeek@example.org", viewport=PHONE)).page
    visitor.go(path)
    assert page.locator(first).first.evaluate(TOP) < most


def test_on_a_desk_rows_are_short_and_nothing_scrolls_inside_the_page(visitors):
    page = (visitor := visitors("molenbeek@example.org", viewport=DESK)).page
    visitor.go("problems/")
    rows = page.locator(".cases tbody tr")
    assert rows.first.locator("xpath=..").evaluate(HEIGHT) / rows.count() < 84
    visitor.go("inbox/")
    assert page.locator(".told").evaluate(HEIGHT) / page.locator(".told > li").count() < 110
    visitor.go(f"problems/{reference(2)}/")
    assert page.locator(".facts-col").evaluate(HIDDEN) == 0
    assert page.locator("main .strip-case").count() == 1
