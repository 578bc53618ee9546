"""The list in a browser: by keyboard, with others writing meanwhile, as a board, without JavaScript."""

from tests.journeys.looks import faults
from tests.journeys.test_everyone import DARK_NARROW, LIGHT


def focused(page) -> str:
    """The reference of the row that has the focus."""
    return page.evaluate("document.activeElement.closest('tr[id], li[id]')?.id || ''")


def rows(page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('[data-rows] tr[id], [data-rows] li[id]')].map(row => row.id)")


def test_rows_are_walked_chosen_and_opened_by_keyboard(visitors):
    visitor = visitors("secretariat@example.org", viewport={"width": 1280, "height": 900})
    page = visitor.page
    visitor.go("problems/")
    page.wait_for_selector("[data-keys-button]:visible")
    visitor.ready()
    order = rows(page)
    page.keyboard.press("j")
    assert focused(page) == ""
    page.locator(f"[id='{order[0]}'] th a").focus()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    assert focused(page) == order[1]
    page.keyboard.press("x")
    assert page.locator("input[name=problem]:checked").evaluate_all("all => all.map(one => one.value)") == [order[1]]
    assert "1" in page.locator("output[data-number]").inner_text()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.locator(f"[id='{order[1]}'] th a").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("jjx?")
    assert page.locator("input[name=q]").input_value() == "jjx?"
    page.locator(f"[id='{order[1]}'] th a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{order[1]}/")


def test_all_are_chosen_at_once_and_handled(visitors):
    visitor = visitors("secretariat@example.org", viewport={"width": 1280, "height": 900})
    page = visitor.page
    visitor.go("problems/?state=in_discussion&sort=filed")
    visitor.ready()
    page.locator("[data-choose-all]").click()
    chosen = page.locator("input[name=problem]:checked").count()
    assert chosen == len(rows(page)) > 1
    page.locator("#together summary").click()
    page.locator("#together select[name=severity]").select_option("3")
    page.locator("#together button[type=submit]").click()
    page.wait_for_url("**/problems/?state=in_discussion&sort=filed")
    assert str(chosen) in page.locator(".notices").inner_text()


def test_a_choice_is_not_moved_by_what_others_do(visitors):
    reader = visitors("secretariat@example.org", viewport={"width": 1280, "height": 900})
    writer = visitors("ixelles@example.org")
    page = reader.page
    reader.go("problems/?sort=last")
    reader.ready()
    reader.listens()
    last = rows(page)[-1]
    page.locator(f"[id='{last}'] input[name=problem]").check()
    page.mouse.move(5, 5)
    page.evaluate("document.activeElement.blur()")
    before = rows(page)
    writer.go(f"problems/{last}/impact/")
    writer.page.locator("input[name=answer]").first.check()
    writer.page.locator("main form button[type=submit]").last.click()
    writer.page.wait_for_load_state()
    page.locator(".fresh").wait_for()
    assert rows(page) == before
    page.locator(".fresh").click()
    assert rows(page)[0] == last
    assert page.locator("input[name=problem]:checked").evaluate_all("all => all.map(one => one.value)") == [last]


def test_the_list_and_the_board_without_javascript_at_320_pixels(visitors):
    visitor = visitors("federation@example.org", viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = visitor.page
    visitor.go("problems/")
    page.locator(".everyday > summary").click()
    page.locator(".several summary").first.click()
    page.locator("input[name=state][value=in_discussion]").check()
    page.locator(".filters button[type=submit]").click()
    page.wait_for_url("**state=in_discussion**")
    assert page.locator(".chips a").first.is_visible()
    for path in ("problems/?risk=1", "problems/?as=board", "problems/views/"):
        visitor.go(path)
        assert page.locator("h1").is_visible()


def test_pages_of_the_list_are_for_everyone(visitors):
    paths = ("problems/?severity=3&state=filed", "problems/?as=board", "problems/views/")
    visitor = visitors("secretariat@example.org")
    assert [fault for path in paths for fault in faults(visitor, path, [LIGHT, DARK_NARROW])] == []
