"""The pages ask the database as often for many rows as for a few, and never more than eight times."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.issues.overview.import_export.tables import HEADER, csv_file, post

pytestmark = pytest.mark.column


def asked(browser, url: str) -> int:
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


def prepared(browser, space, rows: int) -> str:
    lines = [f"Titre {rows} {number};Texte;;;;" for number in range(rows)]
    return post(browser, csv_file(*lines, header=HEADER), lane=space.pk)["Location"]


@pytest.mark.parametrize("page", ["problems/import/", "problems/export/", "problems/{ref}/dossier/"])
def test_pages(people, client_of, problem, spaces, page):
    browser = client_of(people.ixelles)
    url = f"/fr/{page.format(ref=problem.reference)}"
    one = asked(browser, url)
    for rows in (1, 2, 3):
        browser.post(prepared(browser, spaces.common, rows))
    assert asked(browser, url) == one <= 8


def test_a_run(people, client_of, spaces):
    browser = client_of(people.ixelles)
    few, many = (prepared(browser, spaces.common, rows) for rows in (1, 90))
    assert asked(browser, few) == asked(browser, many) <= 8
