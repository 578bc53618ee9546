"""The list as its readers meet it: rows, masks, board, tabs, fragments."""

import pytest

from issues.fieldwork.impacts.presentation.words import MASKED
from issues.overview.register.queries import lists as queries
from tests.conftest import filed
from tests.issues.overview.register.conftest import moved
from tests.issues.pages import body, references
from tests.issues.steps import declare

pytestmark = pytest.mark.column


def row_of(page: str, problem) -> str:
    return page.split(f'<tr id="{problem.reference}">')[1].split("</tr>")[0]


def test_the_list_is_in_the_order_of_last_facts_and_goes_back(people, two_pages, client_of):
    browser = client_of(people.jette)
    first = browser.get("/fr/problems/")
    second = browser.get(f"/fr/problems/{first.context['older']}")
    found = [*references(first), *references(second)]
    assert found == [
        row.reference
        for row in sorted(
            queries.filtered_problems(people.jette, first.context["asked"].filters),
            key=lambda p: (p.last_at, p.pk),
            reverse=True,
        )
    ]
    assert (len(references(first)), second.context["newest"]) == (50, "/fr/problems/")


def test_a_page_stays_where_it_began_when_its_edge_moves(people, two_pages, client_of):
    problems = two_pages
    browser = client_of(people.jette)
    older = browser.get("/fr/problems/").context["older"]
    before = references(browser.get(f"/fr/problems/{older}"))
    declare(people.jette, problems[2], cases=1)
    assert references(browser.get(f"/fr/problems/{older}")) == before


def test_rows_alone_are_given_on_request(people, problem, client_of):
    text = body(client_of(people.jette).get("/fr/problems/?fragment=rows"))
    assert text.strip().startswith('<table class="cases"')
    assert problem.reference in text
    board = body(client_of(people.jette).get("/fr/problems/?fragment=rows&as=board"))
    assert "<html" not in board
    assert f'<li id="{problem.reference}"' in board


@pytest.mark.parametrize(("language", "title"), [("fr", "Accusé muet"), ("nl", "Stille melding")])
def test_a_row_speaks_the_readers_language(people, spaces, client_of, language, title):
    filed(people.ixelles, spaces.common, title="Accusé muet", title_other="Stille melding")
    for path in ("", "?as=board"):
        page = body(client_of(people.jette).get(f"/{language}/problems/{path}"))
        assert f'lang="{language}">{title}</a>' in page


def test_sums_of_few_are_masked_for_others_in_every_row(people, problem, client_of):
    rows = {
        name: row_of(body(client_of(getattr(people, name)).get("/fr/problems/")), problem)
        for name in ("ixelles", "jette", "spp_is", "secretariat", "observer")
    }
    assert {name for name, row in rows.items() if ">4</b>" in row} == {"ixelles", "secretariat"}
    assert {name for name, row in rows.items() if f">{MASKED}</span>" in row} == {"jette", "spp_is", "observer"}
    for name in ("molenbeek", "jette"):
        declare(getattr(people, name), problem, cases=60, minutes_likely=60)
    row = row_of(body(client_of(people.spp_is).get("/fr/problems/")), problem)
    assert f">{MASKED}</span>" not in row
    assert ">124</b>" in row


def test_a_place_in_the_strip_names_nobody_to_other_benches(people, spaces, client_of):
    strips = {}
    for name in ("spp_is", "ixelles"):
        strips[name] = []
    problems = [filed(by, spaces.common, title="Même titre") for by in (people.ixelles, people.jette)]
    for name, found in strips.items():
        page = body(client_of(getattr(people, name)).get("/fr/problems/"))
        found += [row_of(page, problem).split("<svg")[1].split("</svg>")[0] for problem in problems]
    assert strips["spp_is"][0] == strips["spp_is"][1]
    assert strips["ixelles"][0] != strips["ixelles"][1]


def test_a_row_is_fresh_after_every_change(people, problem, client_of):
    browser = client_of(people.secretariat)
    pages = [row_of(body(browser.get("/fr/problems/")), problem)]
    declare(people.jette, problem, cases=1)
    pages.append(row_of(body(browser.get("/fr/problems/")), problem))
    moved(problem, "qualified")
    pages.append(row_of(body(browser.get("/fr/problems/")), problem))
    problem.title = "Autre titre"
    problem.save()
    pages.append(row_of(body(browser.get("/fr/problems/")), problem))
    assert len(set(pages)) == 4
    assert "Autre titre" in pages[-1]


def test_hostile_words_in_a_row_are_escaped(people, spaces, client_of):
    filed(people.ixelles, spaces.common, title='<b onclick="x">{pk}%s</b>')
    for path in ("", "?as=board"):
        page = body(client_of(people.jette).get(f"/fr/problems/{path}"))
        assert "&lt;b onclick=&quot;x&quot;&gt;{pk}%s&lt;/b&gt;" in page


def test_the_board_has_the_states_in_the_order_of_life(people, shelf, client_of):
    problems, _terms = shelf
    response = client_of(people.ixelles).get("/fr/problems/?as=board")
    columns = response.context["columns"]
    assert [column["state"] for column in columns] == [
        "filed", "qualified", "in_discussion", "solution_proposed", "in_progress", "deployed", "verified", "closed",
    ]  # fmt: skip
    assert [column["count"] for column in columns][:3] == ["4", "1", "0"]
    assert f'<li id="{problems[1].reference}"' in columns[1]["cards"]
    narrowed = client_of(people.ixelles).get("/fr/problems/?as=board&state=qualified&state=closed")
    assert [column["state"] for column in narrowed.context["columns"]] == ["qualified", "closed"]


def test_a_full_column_shows_twenty_cards_and_leads_to_the_rest(people, spaces, client_of):
    for number in range(22):
        filed(people.ixelles, spaces.common, title=f"Titre {number}", impact={})
    column = client_of(people.jette).get("/fr/problems/?as=board&sort=filed").context["columns"][0]
    assert (column["cards"].count("<li "), column["count"], column["more"]) == (20, "22", True)
    assert column["url"] == "/fr/problems/?state=filed&sort=filed"


def test_a_card_leads_to_its_move_for_who_may(people, problem, client_of):
    pages = {
        name: body(client_of(getattr(people, name)).get("/fr/problems/?as=board"))
        for name in ("ixelles", "federation", "spp_is")
    }
    assert {name for name, page in pages.items() if f"{problem.reference}/state/" in page} == {"federation"}


def test_who_triages_chooses_rows(people, problem, client_of):
    pages = {
        name: body(client_of(getattr(people, name)).get("/fr/problems/?chosen=all"))
        for name in ("ixelles", "federation", "spp_is", "observer")
    }
    box = f'value="{problem.reference}" form="together" checked'
    assert {name for name, page in pages.items() if box in page} == {"federation"}
    assert {name for name, page in pages.items() if 'id="together"' in page} == {"federation"}


def test_the_tab_of_this_address_is_current(people, problem, client_of):
    for name, query, label in (
        ("ixelles", "risk=on", "Right at risk"),
        ("ixelles", "concerned=unanswered", ""),
        ("spp_is", "", "All"),
    ):
        views = client_of(getattr(people, name)).get(f"/fr/problems/?{query}").context["views"]
        current = [view for view in views if view["current"]]
        assert len(current) == 1, label
    assert len(client_of(people.ixelles).get("/fr/problems/").context["views"]) == 6
    assert len(client_of(people.spp_is).get("/fr/problems/").context["views"]) == 4
