"""Files as people make them."""

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

HEADER = "Titre;Description;Maillon de la chaîne;Gravité;Dossiers par mois;Minutes par dossier, le plus souvent"
ROWS = (
    "Photos coupées;Les photos arrivent coupées.;Formulaire du citoyen;3;12;20",
    "Rattachement à la main;On rattache chaque demande à la main.;routing;;4;10",
)


def csv_file(*lines: str, header: str = HEADER, encoding: str = "utf-8", name: str = "problemes.csv"):
    """A CSV file of a header and rows."""
    return SimpleUploadedFile(name, "\r\n".join([header, *(lines or ROWS)]).encode(encoding))


def workbook(rows: list[list], name: str = "problemes.xlsx", more: dict | None = None):
    """A workbook of one sheet; `more` are further sheets by name."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for title, table in {"A": rows, **(more or {})}.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(table):
                for place, value in enumerate(row):
                    if hasattr(value, "isoformat"):
                        sheet.write_datetime(number, place, value, book.add_format({"num_format": "dd/mm/yyyy"}))
                    else:
                        sheet.write(number, place, value)
    return SimpleUploadedFile(name, target.getvalue())


def post(browser, file, *, lane="", what="problems", language="fr"):
    """Send a file to be read."""
    return browser.post(f"/{language}/problems/import/", {"what": what, "lane": lane, "file": file})


def imported(browser, file, **facts):
    """Send a file, confirm it, and return the page of its run."""
    answer = post(browser, file, **facts)
    assert answer.status_code == 302, answer.content.decode()
    browser.post(answer["Location"])
    return browser.get(answer["Location"])
