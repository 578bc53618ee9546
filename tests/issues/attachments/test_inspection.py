"""A file is let in, cleaned, or refused in words that say what to do."""

import hashlib
import unicodedata
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from committee.privacy.models import PersonalDataFound
from issues.attachments import documents, pictures
from issues.attachments.inspection import KINDS, LARGEST, inspect_upload
from issues.attachments.names import clean_name
from issues.attachments.refusals import FileRefused
from issues.attachments.texts import decode_text
from tests.issues.attachments import samples
from tests.issues.attachments.samples import GOOD, PDF, office, open_document, picture, upload

NATIONAL_NUMBER = "85.07.30-033.28"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def refusal(name: str, content: bytes) -> str:
    """The code of the refusal of a file."""
    with pytest.raises(FileRefused) as caught:
        inspect_upload(upload(name, content))
    return caught.value.code


@pytest.mark.parametrize("name", GOOD)
def test_each_accepted_kind_is_let_in_with_its_type_size_and_digest(name):
    content, content_type = GOOD[name]
    file = inspect_upload(upload(name, content))
    stored = file.content.read()
    assert (file.name, file.content_type) == (name, content_type)
    assert (file.size, file.sha256) == (len(stored), hashlib.sha256(stored).hexdigest())


@pytest.mark.parametrize("name", ["scan.pdf", "notes.txt", "volumes.csv", "note.docx", "volumes.ods"])
def test_what_is_not_an_image_is_kept_as_it_came(name):
    assert inspect_upload(upload(name, GOOD[name][0])).content.read() == GOOD[name][0]


def test_every_kind_has_a_sample():
    assert {name.rpartition(".")[2] for name in GOOD} == set(KINDS)


OTHERS = ["run.exe", "page.html", "drawing.svg", "note.docm", "note.doc", "photo.heic", "no extension", ""]


@pytest.mark.parametrize("name", OTHERS)
def test_other_extensions_are_refused(name):
    file = upload("x", PDF)
    file._name = name
    with pytest.raises(FileRefused) as caught:
        inspect_upload(file)
    assert caught.value.code == "kind"
    assert caught.value.messages == [
        "Files of this kind are not accepted. Save it as PDF, PNG, JPEG, WebP, TXT, CSV, DOCX, XLSX, ODT or ODS."
    ]


@pytest.mark.parametrize("extension", sorted(set(KINDS) - {"txt", "csv"}))
@pytest.mark.parametrize("content", [HTML, SVG, b"just words", b"MZ\x90\x00 program"])
def test_pages_drawings_words_and_programs_disguised_are_refused(extension, content):
    assert refusal(f"scan.{extension}", content) == "disguise"


MARKUP = [HTML, SVG, b"\n  <a href=x>", b"\xef\xbb\xbf<html>", b"a;b\n<script>x</script>", b"{\\rtf1 x}"]


@pytest.mark.parametrize("content", MARKUP)
@pytest.mark.parametrize("name", ["notes.txt", "volumes.csv"])
def test_markup_disguised_as_text_is_refused(name, content):
    assert refusal(name, content) == "disguise"


def test_an_image_under_the_extension_of_another_is_refused():
    assert refusal("photo.png", picture("JPEG")) == "disguise"
    assert refusal("photo.jpg", picture("WEBP")) == "disguise"
    assert refusal("photo.pdf", picture("PNG")) == "disguise"


def test_an_empty_file_and_one_beyond_ten_megabytes_are_refused():
    assert refusal("notes.txt", b"") == "empty"
    assert refusal("notes.txt", b"a" * (LARGEST + 1)) == "size"


def test_a_size_that_lies_is_measured():
    file = upload("notes.txt", b"a" * (LARGEST + 1))
    file.size = 3
    with pytest.raises(FileRefused, match="10 MB"):
        inspect_upload(file)


@pytest.mark.parametrize("image_format", ["JPEG", "WEBP", "PNG"])
def test_an_image_is_turned_upright_and_loses_what_it_told(image_format):
    extension = {"JPEG": "jpg"}.get(image_format, image_format.lower())
    content = picture(image_format, exif=samples.telltale_exif(), icc_profile=b"profile of somebody")
    drawn = Image.open(BytesIO(inspect_upload(upload(f"photo.{extension}", content)).content.read()))
    drawn.load()
    assert drawn.size == (4, 8)
    assert dict(drawn.getexif()) == {}
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(drawn.info)


def test_nothing_of_a_png_survives_but_its_pixels():
    stored = inspect_upload(upload("photo.png", samples.telltale_png())).content.read()
    assert all(word not in stored for word in (b"counter", b"somebody", b"Camera", b"iCCP", b"eXIf", b"tEXt"))


def test_what_is_hung_behind_an_image_is_lost():
    stored = inspect_upload(upload("photo.jpg", picture("JPEG") + HTML)).content.read()
    assert b"<script>" not in stored


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_images_of_every_mode_are_drawn(mode):
    file = BytesIO()
    Image.new(mode, (3, 3)).save(file, "PNG")
    drawn = Image.open(BytesIO(inspect_upload(upload("a.png", file.getvalue())).content.read()))
    assert (drawn.format, drawn.size) == ("PNG", (3, 3))


def test_a_photograph_for_print_becomes_one_for_the_screen():
    file = BytesIO()
    Image.new("CMYK", (3, 3)).save(file, "JPEG")
    assert Image.open(BytesIO(inspect_upload(upload("a.jpg", file.getvalue())).content.read())).mode == "RGB"


def test_transparency_survives():
    file = BytesIO()
    Image.new("P", (3, 3)).save(file, "PNG", transparency=0)
    drawn = Image.open(BytesIO(inspect_upload(upload("a.png", file.getvalue())).content.read()))
    assert drawn.convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_decompression_bomb_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 31)
    assert refusal("photo.png", picture("PNG", size=(8, 4))) == "pixels"
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert refusal("photo.png", bomb.getvalue()) in ("pixels", "picture")


def test_a_moving_image_is_refused():
    frames, file = [Image.new("RGB", (3, 3), colour) for colour in ("red", "blue")], BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    assert refusal("photo.png", file.getvalue()) == "moving"


def test_a_damaged_image_is_refused():
    assert refusal("photo.png", picture("PNG", size=(300, 300))[:80]) == "picture"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note.docx", office("docx", word__vbaProject_dot_bin=b"x")),
        ("note.xlsx", office("xlsx", xl__vbaProject_dot_bin=b"x")),
        ("note.xlsx", office("xlsx", xl__macrosheets__sheet1=b"x")),
        ("note.docx", office("docx", word__activeX__x=b"x")),
        ("note.odt", open_document("text", Basic__script=b"x")),
        ("note.ods", open_document("spreadsheet", Scripts__python=b"x")),
    ],
)
def test_macros_are_refused(name, content):
    assert refusal(name, content) == "macros"


def test_a_document_with_macros_renamed_is_refused():
    types = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    assert refusal("note.docx", samples.archive({"[Content_Types].xml": types, "word/document.xml": b"x"})) == "macros"


def test_a_bomb_in_a_document_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MOST_UNPACKED", 1_000)
    assert refusal("note.docx", office("docx", word__big=bytes(2_000))) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = office("docx", word__big=bytes(9_000_000))
    lie = content.replace((9_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != content
    assert refusal("note.docx", lie) in ("damaged", "bomb")


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(documents, "MOST_PARTS", 3)
    assert refusal("note.docx", office("docx", a=b"", b=b"")) == "bomb"


def test_a_document_of_another_kind_or_a_plain_archive_is_refused():
    assert refusal("note.docx", office("xlsx")) == "disguise"
    assert refusal("note.ods", open_document("text")) == "disguise"
    assert refusal("note.xlsx", samples.archive({"page.html": HTML})) == "disguise"
    assert refusal("note.docx", office("docx")[:-30]) == "damaged"


def test_a_locked_document_is_refused():
    locked = bytearray(office("docx"))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(header) + flags] |= 1
    assert refusal("note.docx", bytes(locked)) == "locked"


@pytest.mark.parametrize("content", [b"a\x00b", b"\xff\xfea", bytes(range(128, 160))])
def test_text_that_is_none_is_refused(content):
    assert refusal("notes.txt", content) == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_the_usual_encodings(encoding):
    content = "Le dossier est refusé à l’étranger.".encode(encoding)
    assert inspect_upload(upload("notes.txt", content)).content.read() == content


@pytest.mark.parametrize("before", [0, 15_990, 500_000, 1_000_000])
def test_personal_data_in_a_text_is_refused_wherever_it_stands(before):
    content = ("a" * before + f" {NATIONAL_NUMBER} ").encode()
    with pytest.raises(PersonalDataFound):
        inspect_upload(upload("notes.txt", content))


TELLING = [f"dossier {NATIONAL_NUMBER}.pdf", "jan.peeters@gmail.com.pdf", "85\u202e073003328.pdf"]
TELLING += ["4022998320.pdf", "liste 4022998320.pdf", "470123456.pdf", "gsm 470123456.pdf"]


@pytest.mark.parametrize("name", TELLING)
def test_personal_data_in_a_name_is_refused(name):
    with pytest.raises(PersonalDataFound):
        inspect_upload(upload(name, PDF))


@pytest.mark.parametrize("cell", [b"4.02299832E9", b"4022998320.0", b"4.70123456E8"])
def test_a_number_that_a_program_wrote_by_its_power_of_ten_is_read(cell):
    sheet = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row><c><v>"
    part = sheet + cell + b"</v></c></row></sheetData></worksheet>"
    with pytest.raises(PersonalDataFound):
        inspect_upload(upload("a.xlsx", office("xlsx", xl__worksheets__sheet1_dot_xml=part)))


def test_a_number_that_an_open_spreadsheet_shows_rounded_is_read():
    cell = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="t">'
        '<table:table-cell office:value="4022998320"><p xmlns="x">4,02E+09</p></table:table-cell>'
        "</office:document-content>"
    )
    with pytest.raises(PersonalDataFound):
        inspect_upload(upload("a.ods", open_document("spreadsheet", **{"content.xml": cell.encode()})))


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Capture d’écran.PNG", "Capture d’écran.png"),
        ("..\\..\\windows\\a.pdf", "a.pdf"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("e\u0301cran.pdf", "écran.pdf"),
        ("e\u200b\u0301cran.pdf", "écran.pdf"),
        ("fdp\u202egnp.exe\u202c.pdf", "fdpgnp.exe.pdf"),
        ("a\r\nb\t c.pdf", "a b c.pdf"),
        ('a<b>:"c|?*.pdf', "a-b---c---.pdf"),
        (".pdf", "file.pdf"),
        ("a" * 300 + ".PDF", "a" * 96 + ".pdf"),
        ("sans extension", "sans extension"),
    ],
)
def test_names_are_made_plain(given_name, kept):
    assert clean_name(given_name) == kept


@given(st.text())
def test_any_name_becomes_a_short_line_that_hides_nothing(name):
    clean = clean_name(name)
    assert 0 < len(clean) <= 100
    assert not any(unicodedata.category(sign).startswith("C") for sign in clean)
    assert not set('/\\<>:"|?*\n\u2028') & set(clean)
    assert clean == clean.strip()


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=300))
def test_any_bytes_are_let_in_or_refused_and_nothing_else_happens(extension, content):
    try:
        file = inspect_upload(upload(f"file.{extension}", content))
    except ValidationError as refused:
        assert refused.messages
    else:
        assert file.size == len(file.content.read())


@pytest.mark.parametrize("page", ["utf-8", "cp1252", "cp850", "mac_roman", "utf-16"])
@pytest.mark.parametrize(
    "text", ["Création refusée, « déjà »", "Le reçu n’est pas créé", "Één geval, twee reünies", "Œuvre à 20 €", "plain"]
)
def test_a_text_is_read_in_the_page_it_was_written_in(text, page):
    try:
        content = text.encode(page)
    except UnicodeEncodeError:
        content = text.encode("utf-8")
    assert decode_text(content) == text
