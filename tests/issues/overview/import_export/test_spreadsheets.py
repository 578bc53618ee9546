"""Tables as they come: every usual encoding and separator is read, and what is hostile gets a clear message."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from issues.overview.import_export.spreadsheets import MOST_ROWS, REFUSALS, TableRefused, read_sheet
from tests.issues.overview.import_export.tables import csv_file, workbook

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def upload(content: bytes, name: str = "a.csv"):
    return SimpleUploadedFile(name, content)


def refusal(file) -> str:
    """The code with which a file is refused; it has words in both languages' source."""
    with pytest.raises(TableRefused) as refused:
        read_sheet(file)
    with override("en"):
        assert str(REFUSALS[refused.value.code]) in refused.value.messages
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(encoding, separator):
    lines = [separator.join(cells) for cells in (("Titre", "Référence"), ('"a""b; c,d"', "é’"))]
    sheet = read_sheet(upload("\r\n".join(lines).encode(encoding)))
    assert sheet.header == ["Titre", "Référence"]
    assert sheet.rows == [(2, ['a"b; c,d', "é’"])]


def test_lines_within_a_cell_and_empty_rows_keep_their_numbers():
    sheet = read_sheet(upload(b'a;b\n"one\ntwo";x\n;\n\nthree;y\n'))
    assert sheet.rows == [(2, ["one\ntwo", "x"]), (5, ["three", "y"])]


def test_a_separator_that_is_declared():
    assert read_sheet(upload(b"sep=,\na,b\n1;2,3\n")).rows == [(3, ["1;2", "3"])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n;;\n", "empty"),
        (b"\0" * 100, "empty"),
        (b"Titre;Description\n", "header"),
        (b"Titre;Des\0cription\na;b\n", "text"),
        (b"%PDF-1.7\nTitre;Description\na;b\n", "kind"),
        (b"<html><table><tr><td>Titre</table>", "kind"),
        (b"\x89PNG\r\n\x1a\n\x00\x01\x02;a\n", "text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old"),
        (b"PK\x03\x04 this is no archive", "damaged"),
        (b"a;b\n" + b"x;y\n" * (MOST_ROWS + 1), "rows"),
        (b"a;b\n" + b"x;" * 70 + b"y\n", "columns"),
        (b"a;b\n" + b"x" * (5 * 1024 * 1024), "size"),
        (b'a;b\n"' + b"x" * 200_000 + b'";y\n', "text"),
    ],
)
def test_what_is_no_table_is_told(content, code):
    assert refusal(upload(content)) == code


def test_content_and_not_the_name_decides():
    sheet = read_sheet(workbook([["a"], ["b"]], name="a.csv"))
    assert sheet.rows == [(2, ["b"])]
    assert read_sheet(csv_file(name="problemes.xlsx")).header[0] == "Titre"


def archive(**parts: bytes) -> SimpleUploadedFile:
    """A workbook whose parts were exchanged: `sheet` is what its sheet holds, `whole` all of that part."""
    target, source = io.BytesIO(), zipfile.ZipFile(workbook([["a"], ["b"]]))
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN, parts.get("sheet", b""))
    changed = {"xl/worksheets/sheet1.xml": parts.get("whole", sheet)}
    if "strings" in parts:
        changed["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (MAIN, parts["strings"])
    changed |= {name: content for name, content in parts.items() if "." in name}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.namelist():
            made.writestr(part, changed.pop(part, None) or source.read(part))
        for name, content in changed.items():
            made.writestr(name, content)
    return upload(target.getvalue(), "a.xlsx")


CELL = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'


def test_a_workbook_made_by_hand_is_read():
    assert read_sheet(archive(sheet=CELL + CELL.replace(b'1"', b'2"'))).rows == [(2, ["a"])]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"sheet": CELL + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'}, "far"),
        ({"sheet": b"<row>" + b'<c t="s"><v>0</v></c>' * 2000 + b"</row>", "strings": b"<si><t>" + b"x" * 30_000 + b"</t></si>"}, "bomb"),
        ({"whole": b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'}, "damaged"),
        ({"whole": b"<worksheet><sheetData>"}, "damaged"),
        ({"xl/media/a.bin": b"..." + b"<sheetData>"}, "damaged"),
        ({"xl/media/b.bin": b"x" * (65 * 1024 * 1024)}, "bomb"),
        ({f"xl/{n}.xml": b"<a/>" for n in range(600)}, "bomb"),
    ],
    ids=["far cell", "text said again", "entities", "cut off", "sheet in disguise", "unpacks", "parts"],
)  # fmt: skip
def test_a_hostile_workbook_is_never_opened(parts, code):
    assert refusal(archive(**parts)) == code


def empty_rows(number: int) -> SimpleUploadedFile:
    """Two rows, and styled but empty ones below."""
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, number))
    return archive(sheet=CELL + CELL.replace(b'1"', b'2"') + rows)


def test_empty_rows_are_nothing():
    assert read_sheet(empty_rows(30_000)).rows == [(2, ["a"])]


def test_a_million_empty_rows_are_told():
    assert refusal(empty_rows(1_000_000)) == "bomb"


def test_formulas_give_their_value_and_errors_nothing():
    rows = [["a", "b"], ["=1+1", 12.5], [True, "x"]]
    sheet = read_sheet(workbook(rows))
    assert sheet.rows == [(2, ["0", "12.5"]), (3, ["yes", "x"])]
