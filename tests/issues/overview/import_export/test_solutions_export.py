"""The list of solutions leaves with what its reader may know, as the list shows it, and the journal says so."""

import csv
import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from issues.resolution.solutions.actions.lifecycle import translate_solution
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.steps import declare, deliver, judge, propose
from tests.scenes import scene

URL = "/fr/solutions/export/"


@scene
def shelf(people, spaces, problem):
    """A solution delivered to one CPAS, one that is late, and one among the federations."""
    declare(people.ixelles, problem, cases=1)
    delivered = propose(people.spp_is, problem, title="=Livrée")
    deliver(people, delivered)
    late = propose(people.spp_is, problem, title="Attendue", due_on="2026-01-30")
    translate_solution(by=people.spp_is, solution=late, title="Verwacht", summary="")
    propose(people.federation, filed(people.federation, spaces.federations), title="Entre nous")
    return delivered, late


def rows_of(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("name", "query", "titles"),
    [
        ("ixelles", "", {"'=Livrée", "Attendue", "Entre nous"}),
        ("spp_is", "", {"'=Livrée", "Attendue"}),
        ("ixelles", "?overdue=1", {"Attendue"}),
        ("ixelles", "?lane=federations", {"Entre nous"}),
        ("spp_is", "?lane=federations", {"'=Livrée", "Attendue"}),
    ],
)
def test_it_holds_what_the_list_shows(people, shelf, client_of, name, query, titles):
    answer = client_of(getattr(people, name)).post(URL + query, {"form": "csv"})
    assert "solutions.csv" in answer["Content-Disposition"]
    assert {row["Titre en français"] for row in rows_of(answer)} == titles


def test_a_row_says_all_that_the_list_says(people, shelf, problem, client_of):
    delivered, late = shelf
    judge(people.ixelles, delivered, "w")
    late_row, delivered_row = rows_of(client_of(people.ixelles).post(f"{URL}?sort=due&q=e", {"form": "csv"}))[:2]
    assert late_row["Titre en néerlandais"] == "Verwacht" and late_row["Échéance"] == "2026-01-30"
    assert int(late_row["Jours de retard"]) > 0
    assert late_row["Problèmes"] == problem.reference
    assert delivered_row["Titre en français"] == "'=Livrée" and "1" in delivered_row["Sur le terrain"]


def test_a_workbook_holds_days_as_days_and_runs_nothing(people, shelf, client_of):
    answer = client_of(people.ixelles).post(f"{URL}?sort=due", {"form": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert dt.date(2026, 1, 30) in rows[1] and "=Livrée" in {row[4] for row in rows}


def test_that_it_left_is_recorded_in_ones_own_lane(people, shelf, client_of):
    with recording() as records:
        client_of(people.molenbeek).post(URL, {"form": "csv"})
    (one,) = records
    assert (one.verb, one.organisation) == ("list.solutions_exported", organisation_of(people.molenbeek))
    assert one.subjects == [("list", "solutions")]


def test_for_members_alone_and_by_a_button(people, client, shelf, client_of):
    with unchanged():
        assert client.post(URL).status_code == 302
        assert client_of(people.stranger).post(URL).status_code == 404
        assert client_of(people.ixelles).get(URL).status_code == 405
    assert f'action="{URL}?overdue=1"' in client_of(people.ixelles).get("/fr/solutions/?overdue=1").content.decode()
