"""A list leaves with what its reader may know, masked as the pages mask, and nothing in it runs."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from committee.organisations.models import Organisation
from issues.overview.import_export import actions
from issues.overview.import_export.exports import runs as delivery
from issues.overview.import_export.exports.rows import codebook, codebook_columns, columns_for
from issues.overview.import_export.models import ExportRun
from issues.overview.import_export.queries.runs import filters_of, problems_to_export
from issues.overview.import_export.safe_tables import FORMULA_STARTS, escape_formula
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.overview.import_export.tables import csv_file, imported
from tests.issues.steps import declare, say

pytestmark = pytest.mark.column

HOSTILE = '=HYPERLINK("a","b")'


@pytest.fixture
def storage(tmp_path, monkeypatch):
    """The private storage of this test."""
    kept = FileSystemStorage(location=tmp_path, base_url=None)
    monkeypatch.setattr(ExportRun._meta.get_field("file"), "storage", kept)
    monkeypatch.setattr(delivery, "private_storage", lambda: kept)
    return tmp_path


def table(browser, query="", language="fr") -> list[dict]:
    """The rows of an export, by code."""
    response = browser.post(f"/{language}/problems/export/?{query}", {"form": "csv"})
    assert response.status_code == 200 and response["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == ["data.csv", "codebook.csv", "README.txt"]
    content = archive.read("data.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_row_says_all_that_the_reader_may_know(people, client_of, problem):
    declare(people.molenbeek, problem, cases=30, minutes_likely=10)
    declare(people.jette, problem, cases=2, minutes_likely=60)
    (row,) = table(client_of(people.molenbeek))
    assert row["reference"] == problem.reference
    assert row["address"].endswith(f"/fr/problems/{problem.reference}/")
    assert (row["lane"], row["state"], row["language"], row["title_fr"], row["title_nl"], row["translation"]) == (
        "common", "filed", "fr", "Pièces jointes perdues", "", "missing",
    )  # fmt: skip
    assert (row["affected"], row["not_affected"], row["cannot_tell"], row["silent"]) == ("3", "0", "0", "16")
    assert (row["cases"], row["hours_likely"]) == ("44", "11")
    assert (row["own_answer"], row["own_cases"], row["own_minutes_high"], row["own_measured"]) == ("a", "30", "10", "0")
    assert row["filed_on"] == dt.date.today().isoformat()


def test_decimals_follow_a_comma(people, client_of, problem):
    for person in (people.molenbeek, people.jette):
        declare(person, problem, cases=1, minutes_likely=7)
    assert table(client_of(people.secretariat))[0]["hours_likely"] == "4,2"


@pytest.mark.parametrize(
    ("role", "shown"),
    [("secretariat", True), ("ixelles", True), ("molenbeek", False), ("federation", False), ("spp_is", False), ("observer", False)],
)  # fmt: skip
def test_sums_of_one_cpas_are_masked(people, client_of, problem, role, shown):
    (row,) = table(client_of(getattr(people, role)))
    assert row["affected"] == "1"
    masked = {row[name] for name in ("cases", "hours_low", "hours_likely", "hours_high")}
    assert (masked == {"12", "4"}) if shown else (len(masked) == 1 and masked.isdisjoint({"12", "4", ""}))


def test_sums_of_two_cpas_are_masked_from_each_of_them(people, client_of, problem):
    declare(people.molenbeek, problem, cases=30, minutes_likely=10)
    for person in (people.ixelles, people.molenbeek, people.spp_is):
        assert not table(client_of(person))[0]["cases"].isdigit()
    assert table(client_of(people.secretariat))[0]["cases"] == "42"


LANES = {
    "ixelles": {"Commun", "Fédérations", "Chez nous"}, "molenbeek": {"Commun", "Fédérations"},
    "federation": {"Commun", "Fédérations"}, "secretariat": {"Commun", "Fédérations"},
    "spp_is": {"Commun", "Administration"}, "observer": {"Commun"},
}  # fmt: skip


@pytest.mark.parametrize("role", LANES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_of_another_lane_leaves(people, spaces, client_of, role, form):
    from committee.access.models import Space

    filed(people.ixelles, spaces.common, "Commun")
    filed(people.federation, spaces.federations, "Fédérations", impact={})
    filed(people.spp_is, spaces.administration, "Administration", impact={})
    filed(people.ixelles, Space.objects.own(organisation_of(people.ixelles)), "Chez nous")
    browser = client_of(getattr(people, role))
    page = browser.get("/fr/problems/export/")
    assert page.context["count"] == len(LANES[role])
    if form == "csv":
        assert {row["title_fr"] for row in table(browser)} == LANES[role]
        return
    response = browser.post("/fr/problems/export/", {"form": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert {row[rows[0].index("Titre en français")] for row in rows[1:]} == LANES[role]


def test_posts_and_others_declarations_never_leave(people, client_of, problem, spaces):
    say(people.ixelles, problem, "Une phrase dite.")
    declare(people.molenbeek, problem, cases=30, minutes_likely=10, workaround="Un contournement d’ailleurs.")
    response = client_of(people.federation).post("/fr/problems/export/", {"form": "csv"})
    data = zipfile.ZipFile(io.BytesIO(response.content)).read("data.csv").decode()
    assert "Une phrase dite." not in data and "contournement d’ailleurs" not in data
    assert "own_cases" not in data


def test_filters_narrow_what_leaves(people, client_of, spaces):
    filed(people.ixelles, spaces.common, "Grave", severity=4)
    filed(people.ixelles, spaces.common, "Moins grave", severity=1)
    assert [row["title_fr"] for row in table(client_of(people.jette), "severity=4")] == ["Grave"]
    assert len(table(client_of(people.jette), "severity=9&state=nothing&lane=nowhere")) == 2


def test_personal_data_in_a_filter_is_left_out(people, client_of, problem):
    page = client_of(people.jette).get("/fr/problems/export/?q=85073003328")
    assert page.status_code == 200
    assert "85073003328" not in page.context["query"]


@pytest.mark.parametrize("sign", FORMULA_STARTS)
def test_what_would_run_has_an_apostrophe(sign):
    assert escape_formula(f"{sign}1") == f"'{sign}1"


def test_nothing_filed_runs_in_a_spreadsheet(people, client_of, spaces):
    filed(people.ixelles, spaces.common, HOSTILE, description="@SUM(1)\nhttp://example.org/x")
    browser = client_of(people.molenbeek)
    (row,) = table(browser)
    assert (row["title_fr"], row["description"][:8]) == (f"'{HOSTILE}", "'@SUM(1)")
    response = browser.post("/nl/problems/export/", {"form": "xlsx"})
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    sheets = b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets and b"<hyperlink" not in sheets
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[1][rows[0].index("Titel in het Frans")] == HOSTILE


def test_what_leaves_can_be_filed_again_as_it_was(people, client_of, spaces):
    """A round: what an export writes, an import of the same columns understands."""
    imported(client_of(people.ixelles), csv_file(), lane=spaces.common.pk)
    rows = {row["title_fr"]: row for row in table(client_of(people.ixelles))}
    assert rows["Photos coupées"]["chain"] == "citizen_form" and rows["Photos coupées"]["own_cases"] == "12"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_code_book_explains_every_column(people, ground, language):
    with override(language):
        book = codebook(people.ixelles, 3)
    codes = [row[1] for row in book[1:] if len(row) > 1]
    assert codes[: len(codebook_columns())] == [column.code for column in codebook_columns()]
    assert all(row[2] for row in book[1 : len(codebook_columns()) + 1])
    masked = {
        row[1]
        for row in book[1:]
        if len(row) == 7 and row[1] in {c.code for c in codebook_columns() if c.masked} and row[6] != "–"
    }
    assert masked == {"cases", "hours_low", "hours_likely", "hours_high"}
    states = next(row[4] for row in book if len(row) > 1 and row[1] == "state")
    assert "filed = " in states and "verified = " in states


def test_own_columns_are_for_who_declares(people):
    assert not any(column.code.startswith("own_") for column in columns_for(people.secretariat))
    assert any(column.code.startswith("own_") for column in columns_for(people.jette))


def test_that_a_list_left_is_recorded_once_and_briefly(people, client_of, problem):
    with recording() as records:
        table(client_of(people.molenbeek))
    (one,) = records
    assert (one.verb, one.actor, one.space.organisation, one.subjects) == (
        "list.exported", people.molenbeek, organisation_of(people.molenbeek), [("list", "problems")],
    )  # fmt: skip


def test_looking_records_nothing(people, client_of, problem):
    with unchanged():
        assert client_of(people.molenbeek).get("/fr/problems/export/?state=filed").status_code == 200


def long_run(person, form="csv", query="") -> ExportRun:
    return delivery.start_export(by=person, query=query, form=form, language="nl", total=1)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_long_list_is_written_in_the_background(people, client_of, problem, storage, form, monkeypatch):
    monkeypatch.setattr(delivery, "AT_ONCE", 0)
    browser = client_of(people.ixelles)
    answer = browser.post("/nl/problems/export/?state=filed", {"form": form})
    assert answer.status_code == 302
    run = ExportRun.objects.get()
    assert (run.stage, run.done, run.query, run.language) == ("done", 1, "state=filed", "nl")
    assert browser.get(answer["Location"]).context["ready"] is True
    response = browser.get(f"{answer['Location']}file/")
    content = b"".join(response.streaming_content)
    assert len(content) == run.size == int(response["Content-Length"])
    assert response["Content-Disposition"].startswith("attachment")
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_a_run_is_written_once(people, problem, storage):
    run = long_run(people.ixelles)
    name = ExportRun.objects.get().file.name
    delivery.write_export.func(run.pk)
    assert ExportRun.objects.get().file.name == name


def test_nobody_else_reaches_a_run(people, client_of, problem, storage):
    run = long_run(people.ixelles)
    for person in (people.ixelles_coordination, people.secretariat, people.administrator):
        for url in (f"/fr/problems/export/{run.key}/", f"/fr/problems/export/{run.key}/file/"):
            assert client_of(person).get(url).status_code == 404


def test_rights_withdrawn_since_close_the_file(people, client_of, problem, storage):
    from committee.seats.actions import begin_membership, end_membership

    run = long_run(people.ixelles)
    browser = client_of(people.ixelles)
    jette = Organisation.objects.get(name_fr="CPAS de Jette")
    begin_membership(by=people.administrator, person=people.ixelles, organisation=jette, role="member")
    response = browser.get(f"/fr/problems/export/{run.key}/file/")
    assert response.status_code == 200 and b"".join(response.streaming_content)
    end_membership(by=people.administrator, membership=people.ixelles.memberships.get(organisation__nis="21009"))
    assert browser.get(f"/fr/problems/export/{run.key}/file/").status_code == 403
    assert browser.get(f"/fr/problems/export/{run.key}/").context["ready"] is False


def test_a_file_is_gone_after_a_week(people, client_of, problem, storage):
    run = long_run(people.ixelles)
    assert len(list(storage.rglob("exports/*"))) == 1
    ExportRun.objects.update(begun_at=run.begun_at - dt.timedelta(days=8))
    assert actions.forget_old_runs() == 1
    assert list(storage.rglob("exports/*")) == [] and not ExportRun.objects.exists()


def test_a_run_that_fails_says_so(people, client_of, problem, storage, monkeypatch):
    def broken(*_args, **_facts):
        raise OSError("no room")

    monkeypatch.setattr(delivery, "build_list_file", broken)
    run = long_run(people.ixelles)
    assert ExportRun.objects.get().stage == "failed"
    assert client_of(people.ixelles).get(f"/fr/problems/export/{run.key}/").status_code == 200


@pytest.mark.parametrize("role", ["stranger", "administrator"])
def test_who_reads_no_list_takes_none(people, client_of, role):
    browser = client_of(getattr(people, role))
    assert browser.get("/fr/problems/export/").status_code == 404
    assert browser.post("/fr/problems/export/", {"form": "csv"}).status_code == 404


def test_an_export_costs_the_same_for_one_problem_and_for_ten(people, spaces, django_assert_max_num_queries):
    for number in range(10):
        filed(people.ixelles, spaces.common, f"Titre {number}")
    problems = problems_to_export(people.molenbeek, filters_of(people.molenbeek, ""))
    with django_assert_max_num_queries(4):
        delivery.build_list_file(people.molenbeek, problems, "csv").close()
