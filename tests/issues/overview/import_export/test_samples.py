"""Files as people make them, each with what is right for it: read as it was meant, or refused with the row."""

import io
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from issues.fieldwork.impacts.forms import DeclarationForm
from issues.intake.filing.forms import FilingForm
from issues.overview.import_export.columns import by_header, columns_of, fold_header
from issues.overview.import_export.exports.rows import codebook_columns
from issues.overview.import_export.forms.checking import Checked, check_sheet
from issues.overview.import_export.models import ImportRun
from issues.overview.import_export.spreadsheets import TableRefused, read_sheet
from issues.problems.records.models import Problem
from issues.problems.taxonomies.models import Term
from tests.committee.records import organisation_of, unchanged
from tests.conftest import filed
from tests.issues.overview.import_export.tables import csv_file, imported, post, workbook
from tests.issues.pages import body

SAMPLES = Path(__file__).parent / "samples"
DECLARED = "Référence;Réponse;Dossiers par mois"


def sample(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (SAMPLES / name).read_bytes())


def check(person, file, what: str = "problems") -> Checked:
    """A file as the page checks it."""
    return check_sheet(what, person, organisation_of(person).pk, read_sheet(file))


def wrong(checked: Checked) -> list[tuple[int, str]]:
    return [(one.row, one.column) for one in checked.mistakes]


@time_machine.travel("2026-11-28 10:00+01:00", tick=False)
def test_days(people):
    checked = check(people.ixelles, sample("dates.csv"))
    right = {row["title"]: row["facts"]["first_seen_on"] for row in checked.rows}
    assert right == dict.fromkeys(("Un", "Deux", "Trois", "Six"), "2025-09-15")
    assert wrong(checked) == [(row, "Constaté la première fois le") for row in (5, 6, 8, 9, 10)]
    assert all(word in one.message for word, one in zip(
        ("31/02/2026", "45915", "29/02/2025", "15/09/2035", "15/09/0025"), checked.mistakes, strict=True
    ))  # fmt: skip


def test_a_day_with_an_hour(people):
    (row,) = check(people.ixelles, sample("heure.xlsx")).rows
    assert row["facts"]["first_seen_on"] == "2025-09-15"


def test_thousands(people):
    checked = check(people.ixelles, sample("milliers.csv"))
    assert {row["title"]: row["impact"]["cases"] for row in checked.rows} == {
        "Un": 1250, "Deux": 1250, "Trois": 1250, "Quatre": 12, "Cinq": 1250, "Six": 12,
    }  # fmt: skip
    assert wrong(checked) == [(8, "Dossiers par mois"), (9, "Dossiers par mois")]
    assert "10-15" in checked.mistakes[0].message and "1,250" in checked.mistakes[1].message


@pytest.mark.parametrize("name", ["guillemet.csv", "guillemet2.csv"])
def test_a_quotation_mark_that_is_not_closed_is_refused_with_its_row(people, client_of, spaces, name):
    with pytest.raises(TableRefused) as refused:
        read_sheet(sample(name))
    assert (refused.value.code, refused.value.params) == ("quote", {"row": 2})
    with unchanged():
        answer = post(client_of(people.ixelles), sample(name), lane=spaces.common.pk)
    assert answer.status_code == 422
    assert "de la ligne 2" in answer.context["form"].errors["file"][0]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a;b;c\n1;"x;2\n3;écran de 19";4\n', 2),
        ('a;b;c\n1;2;"x\n3;4;écran de 19"\n', 2),
        ('a;b;c;d\n1;"x;2;\n3;y;4;\n5;"";6;7"\n', 2),
        ('a;b;c\n1;x;2\n3;"y;4\n' + "5;z;6\n" * 30_000, 3),
        ('"a;b;c\n1;x;2\n', 1),
        ('sep=;\na;b;c\n1;"x;2\n', 3),
        ('a,b\n1,"x\n2,y\n', 2),
        ('a;b\n1;le "mot" dit\n2;"le "mot" dit"\n', 3),
    ],
)
def test_wherever_a_quotation_mark_swallows_rows(text, row):
    with pytest.raises(TableRefused) as refused:
        read_sheet(SimpleUploadedFile("a.csv", text.encode()))
    assert (refused.value.code, refused.value.params) == ("quote", {"row": row})


def test_lines_quotes_and_separators_within_a_closed_cell_are_text(people):
    text = (
        'Titre;Description;Gravité\nUn;"Première ligne ;\nil dit ""non"" ;\ntroisième";3\nDeux;Écran de 19";2\n'
        'Trois;"Lijst:\n- een;\n- twee;\n- drie";1\n'
    )
    sheet = read_sheet(SimpleUploadedFile("a.csv", text.encode()))
    assert [cells[1] for _row, cells in sheet.rows] == [
        'Première ligne ;\nil dit "non" ;\ntroisième', 'Écran de 19"', "Lijst:\n- een;\n- twee;\n- drie"
    ]  # fmt: skip


def test_a_hidden_sheet_is_not_read(people):
    (row,) = check(people.ixelles, sample("feuille-cachee.xlsx")).rows
    assert (row["title"], row["facts"]["description"]) == ("Un", "D")


def test_an_empty_sheet_before_the_table_is_passed_over(people):
    file = workbook([], more={"B": [["Titre", "Description"], ["Un", "D"]]})
    assert [row["title"] for row in check(people.ixelles, file).rows] == ["Un"]


@pytest.fixture
def numbered(people, spaces):
    """Problems CO-2026-0001 to CO-2026-0006."""
    with time_machine.travel("2026-03-02 10:00+01:00"):
        made = [filed(people.jette, spaces.common, title=f"Problème {n}", impact={}) for n in range(6)]
    assert made[-1].reference == "CO-2026-0006"
    return made


def test_references_however_they_are_typed(people, numbered, client_of):
    checked = check(people.ixelles, sample("tirets.csv"), "declarations")
    assert wrong(checked) == []
    assert [(row["reference"], row["facts"]["answer"]) for row in checked.rows] == [
        (problem.reference, "a") for problem in numbered
    ]
    imported(client_of(people.ixelles), sample("tirets.csv"), what="declarations")
    assert [problem.declarations.count() for problem in numbered] == [2] * 6


@pytest.mark.parametrize(
    ("name", "title"), [("dos.csv", "Création"), ("mac.csv", "Création refusée"), ("unicode.txt", "Un")]
)
def test_the_pages_of_old_machines(people, name, title):
    checked = check(people.ixelles, sample(name))
    assert wrong(checked) == [] and [row["title"] for row in checked.rows] == [title]
    if name == "mac.csv":
        assert checked.rows[0]["facts"]["description"] == "Le reçu n’est pas créé"


def test_workbooks_of_other_kinds(people):
    (row,) = check(people.ixelles, sample("epoque1904.xlsx")).rows
    assert row["facts"]["first_seen_on"] == "2025-09-15"
    (row,) = check(people.ixelles, sample("strict.xlsx")).rows
    assert (row["title"], row["facts"]["description"]) == ("Un", "D")
    checked = check(people.ixelles, sample("fusion.xlsx"))
    assert [row["title"] for row in checked.rows] == ["Un"] and wrong(checked) == [(3, "Titre")]
    checked = check(people.ixelles, sample("erreur.xlsx"))
    assert [row["title"] for row in checked.rows] == ["Titre calculé"] and wrong(checked) == [
        (2, "Titre"),
        (3, "Titre"),
    ]


def test_a_national_number_in_the_place_of_a_count_is_refused(people):
    checked = check(people.ixelles, sample("niss-nombre.xlsx"))
    assert checked.rows == [] and wrong(checked) == [(2, "Dossiers par mois")]


@pytest.mark.parametrize(
    ("value", "minutes"), [(12.5, 13), (1.125, 1), (7.0, 7), ("7,5", 8), ("20 min", 20), ("environ 10", 10)]
)
def test_a_number_of_a_workbook_is_what_it_is(people, value, minutes):
    (row,) = check(people.ixelles, workbook([["Titre", "Description", "minutes_likely"], ["a", "b", value]])).rows
    assert row["impact"]["minutes_likely"] == minutes


def test_a_version_that_a_workbook_holds_as_a_number_stays_as_it_is(people):
    (row,) = check(people.ixelles, workbook([["Titre", "Description", "Version"], ["a", "b", 3.125]])).rows
    assert row["facts"]["software_version"] == "3.125"


@pytest.mark.parametrize(
    ("word", "flag"),
    [("✓", True), ("x", True), ("Gemeten", True), ("–", False), ("geschat", False), ("?", None), ("…", None)],
)
def test_a_sign_is_never_taken_for_no(people, word, flag):
    checked = check(people.ixelles, csv_file(f"a;b;{word}", header="Titre;Description;Mesuré"))
    assert [row["impact"]["measured"] for row in checked.rows] == ([] if flag is None else [flag])


@time_machine.travel("2026-11-28 10:00+01:00", tick=False)
def test_what_was_understood_is_shown(people, client_of, spaces):
    header = "Titel;Beschrijving;Dossiers per maand;Extra minuten per dossier, meestal;Voor het eerst vastgesteld op"
    browser = client_of(people.ixelles)
    answer = post(
        browser,
        csv_file("Een;Tekst;1.250;7,5;3/4/26", "Twee;Tekst;12;8;", header=header),
        lane=spaces.common.pk,
        language="nl",
    )
    (page, plain), text = (fetched := browser.get(answer["Location"])).context["rows"], body(fetched)
    assert [(one["column"], one["written"], one["value"]) for one in page["read"]] == [
        ("Dossiers per maand", "1.250", 1250),
        ("Minuten per dossier, meestal", "7,5", 8),
        ("Eerst vastgesteld op", "3/4/26", "3 april 2026"),
    ]
    assert plain["read"] == [] and "3 april 2026" in text
    browser.post(answer["Location"])
    first = Problem.objects.get(title="Een")
    assert (first.first_seen_on, first.declarations.get().cases, first.declarations.get().minutes_likely) == (
        date(2026, 4, 3),
        1250,
        8,
    )
    assert "read" not in ImportRun.objects.get().rows[0]


@pytest.mark.parametrize("what", ["problems", "declarations"])
def test_what_forms_and_exports_call_a_column_is_understood(what):
    known = by_header(what)
    form = FilingForm if what == "problems" else DeclarationForm
    prefix = ("",) if what == "problems" else ("", "own_")
    books = {f"{before}{column.code}{after}": column.code for column in columns_of(what) for before in prefix
             for after in ("", "_label")}  # fmt: skip
    called = [(column.names[language], books[column.code]) for column in codebook_columns() if column.code in books
              for language in ("fr", "nl")]  # fmt: skip
    for code in {column.code for column in columns_of(what)} & set(form.base_fields):
        for language in ("fr", "nl"):
            with override(language):
                called.append((str(form.base_fields[code].label), code))
    assert [(name, code) for name, code in called if getattr(known.get(fold_header(name)), "code", "") != code] == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_column_of_labels_is_understood_in_either_language(people, language):
    chains = list(Term.objects.of("chain"))
    rows = [f"T{n};D{n};{getattr(term, f'label_{language}')};{term.pk}" for n, term in enumerate(chains)]
    rows += [f"U{n};E{n};{getattr(term, f'label_{language}')} ({term.code});{term.pk}" for n, term in enumerate(chains)]
    header = (
        "Titre;Description;"
        + {"fr": "Maillon de la chaîne, en mots", "nl": "Schakel van de keten, in woorden"}[language]
    )
    checked = check(people.ixelles, csv_file(*(row.rpartition(";")[0] for row in rows), header=header))
    assert [row["facts"]["chain_id"] for row in checked.rows] == [term.pk for term in chains] * 2


def test_days_leave_as_days_and_come_back(people, client_of, spaces):
    """A workbook that the portal wrote holds days, which a spreadsheet sorts; the import reads them again."""
    filed(people.ixelles, spaces.common, "Un", first_seen_on=date(2025, 9, 15))
    answer = client_of(people.ixelles).post("/nl/problems/export/", {"form": "xlsx"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    row = dict(zip(*sheet, strict=True))
    assert row["Voor het eerst vastgesteld op"] == date(2025, 9, 15)
    assert isinstance(row["Ingediend op"], date) and isinstance(row["Datum van het laatste feit"], date)
    again = {"Titel": "Un", "Beschrijving": "D"} | {name: row[name] for name in ("Voor het eerst vastgesteld op",)}
    (read,) = check(people.ixelles, workbook([list(again), list(again.values())])).rows
    assert read["facts"]["first_seen_on"] == "2025-09-15"
