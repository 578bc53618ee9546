"""Files as they came from practice: each has its one right outcome, and the words with which it is refused."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from committee.privacy.models import PersonalDataFound
from issues.attachments.inspection import inspect_upload
from issues.attachments.texts import checked_text
from tests.issues.attachments.samples import picture, upload
from tests.issues.attachments.test_hardening import pdf, stream
from tests.issues.attachments.test_inspection import NATIONAL_NUMBER, refusal

FILES = Path(__file__).parent / "files"
KEPT = (
    "bom.pdf", "queue.pdf", "dates.pdf", "libreoffice.pdf", "vide.pdf", "chevron.txt", "unicode.txt", "scan16.png",
    "scan16-lettre.png", "ogm.xlsx",
)  # fmt: skip
STRIPPED = ("liste-niss.xlsx", "liste-niss-format.xlsx", "liste-niss.csv", "niss-nombre.xlsx", "liste-gsm.xlsx")
"""Lists whose numbers lost their leading zero in a spreadsheet."""
REFUSED = {
    "pdf-mot-de-passe.pdf": "locked",
    "verrouille.pdf": "locked",
    "facture-a3.pdf": "active",
    "heic-renomme.jpg": "disguise",
}


def content_of(name: str) -> bytes:
    return (FILES / name).read_bytes()


def test_every_file_has_an_outcome():
    told = {*KEPT, *REFUSED, *STRIPPED, "pdf-mot-de-passe-vide.pdf"}
    assert {path.name for path in FILES.iterdir()} == told


@pytest.mark.parametrize("name", KEPT)
def test_what_is_well_meant_is_kept(name):
    stored = inspect_upload(upload(name, content_of(name))).content.read()
    assert name.endswith(".png") or stored == content_of(name)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_kept_is_refused_in_words(name):
    assert refusal(name, content_of(name)) == REFUSED[name]


@pytest.mark.parametrize("name", ["pdf-mot-de-passe-vide.pdf", *STRIPPED])
def test_identifiers_inside_are_found(name):
    with pytest.raises(PersonalDataFound):
        inspect_upload(upload(name, content_of(name)))


def locked(content: bytes, algorithm: str, password: str = "") -> bytes:
    """The same PDF, encrypted."""
    writer, file = pypdf.PdfWriter(clone_from=BytesIO(content)), BytesIO()
    writer.encrypt(password, "the owner's", algorithm=algorithm)
    writer.write(file)
    return file.getvalue()


def saying(words: str) -> bytes:
    """A PDF with one page that says something."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    content = pypdf.generic.DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 9 9 Td ({words}) Tj ET".encode("cp1252"))
    page[pypdf.generic.NameObject("/Contents")] = content.flate_encode()
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


ALGORITHMS = ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_way_of_locking_is_opened_with_an_empty_password_alone(algorithm):
    quiet, telling = saying("Le dossier est complet"), saying(f"NISS {NATIONAL_NUMBER}")
    file = locked(quiet, algorithm)
    assert inspect_upload(upload("scan.pdf", file)).content.read() == file
    with pytest.raises(PersonalDataFound):
        inspect_upload(upload("scan.pdf", locked(telling, algorithm)))
    assert refusal("scan.pdf", locked(quiet, algorithm, "secret")) == "locked"


def test_a_script_in_a_locked_pdf_is_found():
    writer, file = pypdf.PdfWriter(clone_from=BytesIO(saying("Bonjour"))), BytesIO()
    name = pypdf.generic.NameObject
    action = {name("/S"): name("/JavaScript"), name("/JS"): pypdf.generic.TextStringObject("app.alert(1)")}
    writer.root_object[name("/OpenAction")] = pypdf.generic.DictionaryObject(action)
    writer.write(file)
    assert refusal("scan.pdf", locked(file.getvalue(), "AES-256")) == "active"


@pytest.mark.parametrize("entry", [b"/Encrypt 6 0 R", b"/#45ncrypt 6 0 R"])
def test_a_lock_is_known_however_its_name_is_written(entry):
    assert refusal("scan.pdf", content_of("verrouille.pdf").replace(b"/Encrypt 6 0 R", entry)) == "locked"


LINK = b"4 0 obj << /Type /Annot /Subtype /Link /A << /S /URI /URI (%s) >> >> endobj"


@pytest.mark.parametrize(
    "thing",
    [
        LINK % b"https://example.org/JavaScript/guide",
        LINK % b"https://example.org/a\\(b\\)/Launch/JS",
        b"1 0 obj << /Title (Guide HTML/JavaScript /JS) >> endobj",
        stream(b"1 0 << /A << /S /URI /URI (https://example.org/JS) >> >>", b"/Type /ObjStm"),
    ],
)
def test_an_address_or_a_title_is_no_program(thing):
    assert inspect_upload(upload("scan.pdf", pdf(thing))).size > 0


@pytest.mark.parametrize(
    "thing",
    [
        b"1 0 obj << %(\n/S /JavaScript\n%) \n>> endobj",
        b"1 0 obj << %/URI (\r/S /JavaScript %)\r>> endobj",
        b"(\n1 0 obj << /S /Launch >> endobj\n)",
        b"1 0 obj (2 0 obj /Launch endobj) endobj",
        b"1 0 obj << /X (\\) /S /JavaScript >> endobj",
        b"1 0 obj << /X (a(b) /S /JavaScript (c)) >> endobj",
        b"1 0 obj << /X <28> /S /J#61vaScript /Y <29> >> endobj",
    ],
)
def test_a_program_does_not_hide_behind_comments_and_half_strings(thing):
    assert refusal("scan.pdf", pdf(thing)) == "active"


@pytest.mark.parametrize("text", ["<Référente> bonjour", "‹ Jean › bonjour", "<Marie> oui", "<3", "< 12 cas par mois"])
def test_signs_that_open_no_tag_are_words(text):
    assert checked_text(text.encode()) == text.encode()


@pytest.mark.parametrize(
    "text", ["<P>x", "</div>", "<!-- x -->", "<?xml version='1.0'?>", "<img src=x onerror=alert(1)>", "<b\n>"]
)
def test_what_a_browser_would_take_for_a_page_is_refused(text):
    assert refusal("notes.txt", text.encode()) == "disguise"


def drawn(name: str, content: bytes) -> Image.Image:
    return Image.open(BytesIO(inspect_upload(upload(name, content)).content.read()))


def test_a_grey_scan_of_sixteen_bits_keeps_its_shades():
    before = Image.open(FILES / "scan16-lettre.png")
    after = drawn("scan.png", content_of("scan16-lettre.png"))
    assert (after.mode, after.size) == ("L", before.size)
    pairs = zip(before.convert("I").get_flattened_data(), after.get_flattened_data(), strict=True)
    assert all(abs(deep // 256 - shade) <= 1 for deep, shade in pairs)
    assert len(set(after.get_flattened_data())) > 1


@pytest.mark.parametrize(("deep", "shade"), [(0, 0), (256, 1), (32_768, 128), (65_535, 255)])
def test_a_shade_of_sixteen_bits_is_the_same_in_eight(deep, shade):
    file = BytesIO()
    Image.new("I;16", (3, 3), deep).save(file, "PNG")
    assert drawn("scan.png", file.getvalue()).getpixel((1, 1)) == shade


def test_a_picture_of_eight_bits_is_left_as_it_is():
    assert drawn("a.png", picture("PNG", mode="L")).getpixel((0, 0)) == 255
