"""A file is imported whole or not at all, once, through the same doors as the pages."""

import datetime as dt
import html

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.models import Space
from committee.privacy.models import PersonalDataFound, Refusal
from issues.fieldwork.impacts.models import Declaration, Revision
from issues.overview.import_export import actions
from issues.overview.import_export.exports import runs as delivery
from issues.overview.import_export.models import ImportRun
from issues.problems.records.models import Problem
from tests.committee.records import organisation_of, recording, unchanged
from tests.issues.fieldwork.impacts.test_totals import counted_again, kept
from tests.issues.overview.import_export.tables import HEADER, ROWS, csv_file, imported, post, workbook
from tests.issues.pages import filled_in, said
from tests.issues.steps import declare

pytestmark = pytest.mark.column

NATIONAL = "85073003328"


@pytest.fixture
def ixelles(people, client_of):
    return client_of(people.ixelles)


def text(response) -> str:
    return html.unescape(response.content.decode())


def prepared(person, space, rows=None, **facts) -> ImportRun:
    """A run that waits to be confirmed."""
    from issues.overview.import_export.forms.checking import check_sheet
    from issues.overview.import_export.spreadsheets import read_sheet

    organisation = organisation_of(person)
    checked = check_sheet("problems", person, organisation.pk, read_sheet(csv_file(*(rows or ROWS))))
    assert checked.mistakes == []
    facts = {"what": "problems", "organisation_id": organisation.pk, "space_id": space.pk, **facts}
    return actions.prepare_import(by=person, file_name="a.csv", rows=checked.rows, **facts)


def test_a_file_is_looked_at_confirmed_and_filed(ixelles, people, spaces):
    answer = post(ixelles, csv_file(), lane=spaces.common.pk)
    assert answer.status_code == 302
    page = text(ixelles.get(answer["Location"]))
    assert "Photos coupées" in page and "Formulaire du citoyen" in page and "Rattachement à la main" in page
    assert Problem.objects.count() == 0
    ixelles.post(answer["Location"])
    first, second = Problem.objects.order_by("reference")
    assert (first.title, first.severity, first.chain.code, first.language) == (
        "Photos coupées", 3, "citizen_form", "fr",
    )  # fmt: skip
    assert (second.severity, second.chain.code, second.space) == (2, "routing", spaces.common)
    own = Declaration.objects.get(problem=first)
    assert (own.organisation, own.cases, own.minutes_low, own.minutes_likely) == (
        organisation_of(people.ixelles), 12, 20, 20,
    )  # fmt: skip
    run = ImportRun.objects.get()
    assert (run.stage, run.done, run.new, run.errors) == ("done", 2, 2, [])
    assert [row["reference"] for row in run.rows] == [first.reference, second.reference]
    assert "facts" not in run.rows[0]
    page = text(ixelles.get(answer["Location"]))
    assert first.reference in page and second.reference in page
    before = kept()
    assert counted_again() == before


def test_every_row_is_recorded_as_if_it_were_filed_by_hand(ixelles, people, spaces):
    with recording() as records:
        imported(ixelles, csv_file(), lane=spaces.common.pk)
    assert [one.verb for one in records] == ["problem.filed", "impact.declared"] * 2
    assert {(one.actor, one.space) for one in records if one.verb == "problem.filed"} == {
        (people.ixelles, spaces.common)
    }


def test_the_same_file_twice_files_nothing_new(ixelles, spaces):
    imported(ixelles, csv_file(), lane=spaces.common.pk)
    references = list(Problem.objects.order_by("reference").values_list("reference", flat=True))
    answer = post(ixelles, csv_file(), lane=spaces.common.pk)
    page = text(ixelles.get(answer["Location"]))
    assert all(reference in page for reference in references)
    ixelles.post(answer["Location"])
    assert Problem.objects.count() == 2
    run = ImportRun.objects.latest("pk")
    assert (run.stage, run.new, [row["known"] for row in run.rows]) == ("done", 0, [True, True])


def test_what_a_colleague_filed_is_not_filed_again(people, client_of, spaces):
    imported(client_of(people.ixelles), csv_file(), lane=spaces.common.pk)
    imported(client_of(people.ixelles_coordination), csv_file(), lane=spaces.common.pk)
    assert Problem.objects.count() == 2
    imported(client_of(people.molenbeek), csv_file(), lane=spaces.common.pk)
    assert Problem.objects.count() == 4


def test_a_double_click_and_two_workers_file_once(people, spaces):
    run = prepared(people.ixelles, spaces.common)
    assert actions.confirm_import(by=people.ixelles, run=run) is True
    assert actions.confirm_import(by=people.ixelles, run=run) is False
    assert actions.carry_out_import(run_id=run.pk) is True
    with unchanged():
        assert actions.carry_out_import(run_id=run.pk) is False
    assert Problem.objects.count() == 2


def test_one_mistake_and_nothing_is_kept(ixelles, spaces):
    with unchanged():
        answer = post(ixelles, csv_file(ROWS[0], "Sans description;;;9;douze;"), lane=spaces.common.pk)
    assert answer.status_code == 422
    page = text(answer)
    mistakes = answer.context["mistakes"]
    assert [(one.row, one.column) for one in mistakes] == [
        (3, "Gravité"), (3, "Dossiers par mois"), (3, "Description"),
    ]  # fmt: skip
    assert "«\u00a09\u00a0»" in page
    assert answer.context["clean"] == 1


def test_personal_data_is_told_by_row_and_column_and_never_kept(ixelles, spaces):
    rows = (ROWS[0], f"Titre;Le dossier de {NATIONAL} est perdu.;{NATIONAL};;{NATIONAL};")
    answer = post(ixelles, csv_file(*rows), lane=spaces.common.pk)
    assert answer.status_code == 422
    assert [(one.row, one.column) for one in answer.context["mistakes"]] == [
        (3, "Description"), (3, "Maillon de la chaîne"), (3, "Dossiers par mois"),
    ]  # fmt: skip
    assert NATIONAL not in text(answer) and "85•" in text(answer)
    assert not ImportRun.objects.exists() and not Problem.objects.exists()
    assert list(Refusal.objects.values_list("kind", "way", "count")) == [("national_number", "sent", 1)]


@pytest.mark.parametrize(("number", "kind"), [(4022998320, "national_number"), (470123456, "phone")])
def test_a_cell_that_a_spreadsheet_stripped_of_its_zero_is_personal_data(ixelles, spaces, number, kind):
    answer = post(ixelles, csv_file(ROWS[0], f"Titre;Une description.;;;{number};"), lane=spaces.common.pk)
    assert [(one.row, one.column) for one in answer.context["mistakes"]] == [(3, "Dossiers par mois")]
    assert str(number) not in text(answer)
    assert [refusal.kind for refusal in Refusal.objects.all()] == [kind]


@pytest.mark.parametrize("where", ["header", "name"])
def test_personal_data_in_a_header_or_a_name_is_refused(ixelles, spaces, where):
    header, name = (f"{HEADER};{NATIONAL}", "a.csv") if where == "header" else (HEADER, f"{NATIONAL}.csv")
    answer = post(ixelles, csv_file(header=header, name=name), lane=spaces.common.pk)
    assert answer.status_code == 422
    assert NATIONAL not in text(answer) and "85•" in text(answer)
    assert not ImportRun.objects.exists()


def test_a_run_refuses_personal_data_itself(people, spaces):
    rows = [{"row": 2, "title": f"Dossier {NATIONAL}"}]
    with unchanged(), pytest.raises(PersonalDataFound):
        actions.prepare_import(
            by=people.ixelles, what="problems", organisation_id=organisation_of(people.ixelles).pk,
            space_id=spaces.common.pk, file_name="a.csv", rows=rows,
        )  # fmt: skip


def test_half_an_import_never_stands(people, spaces):
    run = prepared(people.ixelles, spaces.common)
    rows = run.rows
    rows[1]["facts"]["right_at_risk"] = True  # and no reason: the database refuses it
    ImportRun.objects.filter(pk=run.pk).update(rows=rows, stage="waiting")
    with recording() as records:
        delivery.import_rows.func(run.pk)
    assert Problem.objects.count() == 0 and records == []
    run.refresh_from_db()
    assert (run.stage, run.done, run.rows, run.errors[0]["row"]) == ("failed", 0, [], 3)
    assert set(run.errors[0]["why"]) == {"fr", "nl"}


def test_rights_withdrawn_before_the_run_file_nothing(people, spaces):
    from committee.seats.actions import end_membership

    run = prepared(people.ixelles, spaces.common)
    actions.confirm_import(by=people.ixelles, run=run)
    end_membership(by=people.administrator, membership=people.ixelles.memberships.get())
    delivery.import_rows.func(run.pk)
    assert Problem.objects.count() == 0
    assert ImportRun.objects.get().stage == "failed"


def test_only_its_owner_confirms_and_sees_a_run(people, client_of, spaces):
    run = prepared(people.ixelles, spaces.common)
    for other in (people.ixelles_coordination, people.secretariat, people.spp_is):
        with unchanged():
            assert client_of(other).get(f"/fr/problems/import/{run.key}/").status_code == 404
            assert client_of(other).post(f"/fr/problems/import/{run.key}/").status_code == 404
        with unchanged(), pytest.raises(PermissionDenied):
            actions.confirm_import(by=other, run=run)


@pytest.mark.parametrize("lane", ["federations", "own of another"])
def test_a_lane_that_is_not_ones_own_is_refused(people, client_of, spaces, lane):
    space = spaces.federations if lane == "federations" else Space.objects.own(organisation_of(people.jette))
    with unchanged():
        answer = post(client_of(people.spp_is), csv_file(header="Titre;Description"), lane=space.pk)
        assert answer.status_code == 422
    facts = {"what": "problems", "organisation_id": organisation_of(people.spp_is).pk, "file_name": "a"}
    with unchanged(), pytest.raises(PermissionDenied):
        actions.prepare_import(by=people.spp_is, space_id=space.pk, rows=[{"row": 2}], **facts)


def test_the_lane_is_asked_for(ixelles):
    answer = post(ixelles, csv_file())
    assert answer.status_code == 422 and "lane" in answer.context["form"].errors


def test_own_organisation_is_where_it_says(ixelles, people):
    own = Space.objects.own(organisation_of(people.ixelles))
    imported(ixelles, csv_file(), lane=own.pk)
    assert set(Problem.objects.values_list("space", flat=True)) == {own.pk}


def test_who_is_no_cpas_declares_no_volumes(people, client_of, spaces):
    browser = client_of(people.federation)
    answer = post(browser, csv_file(), lane=spaces.federations.pk)
    assert answer.status_code == 422
    assert [one.row for one in answer.context["mistakes"]] == [2, 3]
    imported(browser, csv_file("Un titre;Un texte", header="Titre;Description"), lane=spaces.federations.pk)
    assert Problem.objects.get().declarations.count() == 0


def test_a_row_said_twice_is_a_mistake(ixelles, spaces):
    answer = post(ixelles, csv_file(ROWS[0], ROWS[0].replace("arrivent", " arrivent ")), lane=spaces.common.pk)
    assert [(one.row, one.column) for one in answer.context["mistakes"]] == [(3, "")]


def test_a_preview_can_be_dropped(ixelles, people, spaces):
    run = prepared(people.ixelles, spaces.common)
    ixelles.post(f"/fr/problems/import/{run.key}/", {"drop": "1"})
    assert not ImportRun.objects.exists() and not Problem.objects.exists()


def test_old_runs_go(people, spaces):
    run = prepared(people.ixelles, spaces.common)
    assert actions.forget_old_runs() == 0
    ImportRun.objects.update(begun_at=run.begun_at - dt.timedelta(days=8))
    assert actions.forget_old_runs() == 1


CHANGED = (
    "What this file touches changed since you looked at it. Nothing was imported: look at the rows again, then confirm."
)
DECLARED = "Référence;Réponse;Dossiers par mois;Minutes par dossier, le plus souvent;Constaté la première fois le"


def test_declarations_on_problems_that_exist(people, client_of, problem):
    browser = client_of(people.molenbeek)
    file = csv_file(f"{problem.reference};concerné;30;10;15/09/2025", header=DECLARED)
    imported(browser, file, what="declarations")
    row = Declaration.objects.get(organisation=organisation_of(people.molenbeek))
    assert (row.answer, row.cases, row.minutes_high, row.first_seen_on) == ("a", 30, 10, dt.date(2025, 9, 15))
    before = kept()
    assert counted_again() == before


def test_the_same_declarations_twice_are_no_revision(people, client_of, problem):
    browser = client_of(people.molenbeek)
    lines = (f"{problem.reference};Betrokken;30;10;2025-09-15",)
    for _ in range(2):
        imported(browser, csv_file(*lines, header=DECLARED), what="declarations")
    assert Revision.objects.count() == 0
    assert ImportRun.objects.latest("pk").rows[0]["known"] is True
    imported(browser, csv_file(f"{problem.reference};n;;;", header=DECLARED), what="declarations")
    assert Revision.objects.count() == 1
    imported(browser, csv_file(f"{problem.reference};n;;;", header=DECLARED), what="declarations")
    assert Revision.objects.count() == 1


def test_what_changed_since_the_preview_is_said_and_not_written_over(people, client_of, problem):
    browser = client_of(people.molenbeek)
    declare(people.molenbeek, problem, cases=2)
    file = csv_file(f"{problem.reference};a;30;10;", header=DECLARED)
    page = post(browser, file, what="declarations")["Location"]
    read = filled_in(browser.get(page), "", needs="version")
    declare(people.molenbeek, problem, cases=7)
    with unchanged():
        answer = browser.post(page, read, follow=True, headers={"referer": f"http://testserver{page}"})
    assert said("fr", CHANGED) in answer.content.decode()
    assert Declaration.objects.get(organisation=organisation_of(people.molenbeek)).cases == 7
    browser.post(page, filled_in(answer, "", needs="version"))
    assert Declaration.objects.get(organisation=organisation_of(people.molenbeek)).cases == 30


def test_what_one_does_not_read_does_not_exist(people, client_of, spaces, own):
    hidden = [own.reference, "CO-2099-0001", "n’importe quoi"]
    lines = [f"{reference};a;1;1;" for reference in hidden]
    answer = post(client_of(people.molenbeek), csv_file(*lines, header=DECLARED), what="declarations")
    assert [(one.row, one.column) for one in answer.context["mistakes"]] == [
        (2, "Référence"), (3, "Référence"), (4, "Référence"),
    ]  # fmt: skip
    said = {
        one.message.replace(name, "") for one, name in zip(answer.context["mistakes"], ["CO-2025-0001"], strict=False)
    }
    assert own.title not in text(answer) and len(said) == 1


def test_a_problem_named_twice_is_a_mistake(people, client_of, problem):
    lines = [f"{problem.reference};a;1;1;", f"{problem.reference.lower()};n;;;"]
    answer = post(client_of(people.molenbeek), csv_file(*lines, header=DECLARED), what="declarations")
    assert [one.row for one in answer.context["mistakes"]] == [3]


def test_only_a_cpas_declares(people, client_of, problem):
    answer = post(
        client_of(people.federation), csv_file(f"{problem.reference};a;1;1;", header=DECLARED), what="declarations"
    )
    assert answer.status_code == 422 and "what" in answer.context["form"].errors
    assert client_of(people.federation).get("/fr/problems/import/declarations.csv").status_code == 403


@pytest.mark.parametrize(
    ("role", "status"), [("observer", 403), ("editor", 403), ("stranger", 404), ("molenbeek", 200), ("spp_is", 200)]
)
def test_who_may_file_may_import(people, client_of, role, status):
    browser = client_of(getattr(people, role))
    for url in ("/fr/problems/import/", "/nl/problems/import/problems.xlsx"):
        assert browser.get(url).status_code == status


def test_a_workbook_as_calamine_gives_it(ixelles, spaces):
    header = [
        "title",
        "Beschrijving",
        "Constaté la première fois le",
        "cases",
        "right_at_risk",
        "risk_reason",
        "language",
    ]
    rows = [
        header,
        ["Titre", "Texte", dt.datetime(2025, 9, 15), 12.0, True, "Délai", "NL"],
        [],
        ["Deux", "T", "", "", "", "", ""],
    ]
    imported(ixelles, workbook(rows), lane=spaces.common.pk)
    first = Problem.objects.get(title="Titre")
    assert (first.first_seen_on, first.right_at_risk, first.risk_reason, first.language) == (
        dt.date(2025, 9, 15), True, "Délai", "nl",
    )  # fmt: skip
    assert first.declarations.get().cases == 12
    assert [row["row"] for row in ImportRun.objects.get().rows] == [2, 4]


def test_filed_by_hand_stays_beside_what_is_imported(ixelles, people, spaces, problem):
    declare(people.molenbeek, problem, cases=2)
    imported(ixelles, csv_file(), lane=spaces.common.pk)
    assert Problem.objects.count() == 3


def test_no_key_of_a_row_is_kept_since_it_may_look_like_a_phone_number(people, spaces):
    """The key of row 1,7xx held 019785773…: a whole file was refused for it."""
    rows = prepared(people.ixelles, spaces.common, [f"Problème {n};Texte {n};;;;" for n in range(400)]).rows
    assert {frozenset(row) for row in rows} == {frozenset({"row", "title", "facts", "impact"})}
