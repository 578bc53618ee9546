"""What is printed: all that the page says, where it comes from, for whom it is, and nothing that only a screen can do."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from tests.demonstration import reference
from tests.journeys.test_everyone import OPINION

A4_INSIDE_ITS_MARGINS = {"width": 672, "height": 980}
CUT = """() => [...document.querySelectorAll('main time, main .lane, main .n, main .ref')]
  .filter((one) => one.checkVisibility())
  .map((one) => { const range = document.createRange(); range.selectNodeContents(one); return range; })
  .map((range) => [range.toString(), range.getBoundingClientRect()])
  .filter(([, { left, right }]) => left < 0 || right > innerWidth)
  .map(([text]) => text)"""
BROKEN = """() => [...document.querySelectorAll('.post .m .lane')]
  .filter((one) => { const range = document.createRange(); range.selectNodeContents(one);
    return range.getClientRects().length > 1; }).map((one) => one.textContent)"""
CONTROLS = "main :is(input, select, textarea, button):visible"
DAYS = "() => [...document.querySelectorAll('main time')].filter((one) => one.checkVisibility()).map((one) => one.textContent)"
CLOSED = "Federaties: enkel federaties en OCMW’s. Niet door te geven aan wie dit kanaal niet leest."


def printed(page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format="A4")))


def words(paper: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in paper.pages))


@pytest.fixture
def reader(visitors):
    return visitors("molenbeek@example.org", language="nl", viewport=A4_INSIDE_ITS_MARGINS)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("problems/?severity=3&sort=filed", ["Filters: Ernstig", "Uren per maand", "Betrokken OCMW’s"]),
        (f"problems/{reference(2)}/", [CLOSED, "betrokken"]),
        (f"problems/{reference(7)}/", [CLOSED]),
        ("impact/", ["Uren per maand", "Bron: opgaven van de OCMW’s"]),
        ("solutions/1/", [reference(2)]),
        (OPINION["nl"], ["21 juni 2023", "(https://www.", "25 september 2025"]),
    ],
)
def test_paper_says_all_that_the_page_says_and_where_it_comes_from(reader, path, said):
    reader.go(path)
    reader.page.emulate_media(media="print")
    days = {" ".join(one.split()) for one in reader.page.evaluate(DAYS)}
    paper = printed(reader.page)
    text = words(paper)
    address = f"{reader.site}/nl/{path}"
    assert [
        one
        for one in ("Monitoringcomité OCMW Online", address, str(date.today().year), *said, *days)
        if one not in text
    ] == []
    assert (CLOSED in text) == (CLOSED in said)
    assert [number for number, one in enumerate(paper.pages, 1) if len(one.extract_text()) < 80] == []
    assert reader.page.evaluate(CUT) == []
    assert reader.page.evaluate(BROKEN) == []
    assert reader.page.locator(CONTROLS).count() == 0
