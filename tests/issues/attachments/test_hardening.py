"""Files that hide something: two kinds at once, things inside, words that must not be kept, pictures that talk."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from committee.privacy.models import PersonalDataFound
from issues.attachments import reading
from issues.attachments.inspection import inspect_upload
from tests.effort import measured
from tests.issues.attachments import samples
from tests.issues.attachments.samples import PDF, office, open_document, picture, upload
from tests.issues.attachments.test_inspection import HTML, NATIONAL_NUMBER, refusal

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
O = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument"


def word(body: str, **others: bytes) -> bytes:
    return office(
        "docx", **{"word__document_dot_xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode(), **others}
    )


def links(*relations: str) -> bytes:
    return f"<Relationships>{''.join(relations)}</Relationships>".encode()


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="r1" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'


def pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def stream(body: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(body)
    return b"4 0 obj << /Filter /FlateDecode %s /Length %d >> stream\n%s\nendstream endobj" % (
        head,
        len(packed),
        packed,
    )


def keeps(name: str, content: bytes) -> bool:
    return inspect_upload(upload(name, content)).size > 0


class TestTwoKindsAtOnce:
    @pytest.mark.parametrize("name", ["note.docx", "volumes.ods"])
    def test_something_before_or_behind_an_archive(self, name):
        content = samples.GOOD[name][0]
        assert refusal(name, content + HTML) in ("disguise", "damaged")
        assert refusal(name, HTML + content) == "disguise"
        assert refusal(name, PDF + content) == "disguise"

    def test_something_before_or_behind_a_pdf(self):
        assert refusal("scan.pdf", HTML + PDF) == "disguise"
        assert refusal("scan.pdf", PDF + HTML) == "disguise"
        assert refusal("scan.pdf", PDF + office("docx")) == "disguise"
        assert refusal("scan.pdf", b"%PDF-1.7\nno end") == "damaged"
        assert keeps("scan.pdf", PDF + b"\r\n \0")

    @pytest.mark.parametrize("image_format", ["PNG", "JPEG", "WEBP"])
    def test_what_is_hung_behind_an_image_is_lost(self, image_format):
        name = f"a.{'jpg' if image_format == 'JPEG' else image_format.lower()}"
        stored = inspect_upload(upload(name, picture(image_format) + office("docx") + HTML)).content.read()
        assert b"PK\x03\x04" not in stored and b"script" not in stored

    def test_a_part_that_stands_twice(self):
        with pytest.warns(UserWarning, match="Duplicate name"):
            file = BytesIO()
            with samples.ZipFile(file, "w") as made:
                for name, body in (
                    ("mimetype", samples.ODF + "text"),
                    ("content.xml", "<x/>"),
                    ("content.xml", "<y/>"),
                ):
                    made.writestr(name, body)
        assert refusal("note.odt", file.getvalue()) == "damaged"


class TestThingsInside:
    @pytest.mark.parametrize(
        "content",
        [
            word("", word__embeddings__oleObject1_dot_bin=b"x"),
            word("", word__embeddings__sheet_dot_xlsx=b"x"),
            word(
                "", word___rels__settings_dot_xml_dot_rels=links(relation("attachedTemplate", "https://example.org/a"))
            ),
            word("", word___rels__document_dot_xml_dot_rels=links(relation("oleObject", "file:///a"))),
        ],
    )
    def test_a_document_that_holds_or_fetches_others(self, content):
        assert refusal("note.docx", content) == "active"

    def test_a_plain_link_is_none_of_these(self):
        link = links(relation("hyperlink", "https://example.org/a"))
        assert keeps("note.docx", word("", word___rels__document_dot_xml_dot_rels=link))

    @pytest.mark.parametrize(
        "thing",
        [
            b"1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >> endobj",
            b"1 0 obj << /S /J#61vaScript >> endobj",
            b"1 0 obj << /S /Launch >> endobj",
            b"1 0 obj << /Names << /EmbeddedFiles 2 0 R >> >> endobj",
            stream(b"1 0 << /S /JavaScript >>", b"/Type /ObjStm"),
        ],
    )
    def test_a_pdf_with_programs_or_files(self, thing):
        assert refusal("scan.pdf", pdf(thing)) == "active"

    def test_the_same_letters_in_a_picture_are_no_program(self):
        assert keeps("scan.pdf", pdf(stream(b"/JavaScript /JS ", b"/Subtype /Image")))

    @pytest.mark.parametrize("part", [b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"<x>", b"<\0x/>"])
    def test_a_part_that_is_no_plain_xml(self, part):
        assert refusal("note.docx", office("docx", word__document_dot_xml=part)) == "damaged"

    def test_links_too_many_to_read(self, monkeypatch):
        monkeypatch.setattr(reading, "MOST_READ", reading.PIECE)
        padded = links("<x/>" * 40_000, relation("attachedTemplate", "https://example.org/a"))
        assert refusal("note.docx", word("", word___rels__settings_dot_xml_dot_rels=padded)) == "bomb"


TELLING = {
    "a paragraph": ("note.docx", word(f"<w:p><w:r><w:t>NISS {NATIONAL_NUMBER}</w:t></w:r></w:p>")),
    "a number set in pieces": (
        "note.docx",
        word("<w:p><w:r><w:t>85.07.30</w:t></w:r><w:r><w:t>-033.28</w:t></w:r></w:p>"),
    ),
    "a deletion that is tracked": (
        "note.docx",
        word(f"<w:p><w:del><w:r><w:delText>{NATIONAL_NUMBER}</w:delText></w:r></w:del></w:p>"),
    ),
    "a header": (
        "note.docx",
        word("", word__header1_dot_xml=f"<w:hdr {W}><w:p><w:r><w:t>0470 12 34 56</w:t></w:r></w:p></w:hdr>".encode()),
    ),
    "a link": (
        "note.docx",
        word("", word___rels__document_dot_xml_dot_rels=links(relation("hyperlink", "mailto:jan.peeters@gmail.com"))),
    ),
    "a shared cell": (
        "volumes.xlsx",
        office("xlsx", xl__sharedStrings_dot_xml=f"<sst {S}><si><t>{NATIONAL_NUMBER}</t></si></sst>".encode()),
    ),
    "a cell of figures": (
        "volumes.xlsx",
        office(
            "xlsx",
            xl__worksheets__sheet1_dot_xml=f'<worksheet {S}><sheetData><row><c r="A1"><v>85073003328</v></c></row></sheetData></worksheet>'.encode(),
        ),
    ),
    "a text": (
        "note.odt",
        open_document(
            "text",
            **{
                "styles.xml": f"<office:document {O}><text:p>tél. <text:span>0470</text:span><text:s/>12 34 56</text:p></office:document>".encode()
            },
        ),
    ),
    "a page": ("scan.pdf", pdf(stream(b"BT (NISS 85.07.30-033.28) Tj ET"))),
    "a page set in pieces": ("scan.pdf", pdf(stream(b"BT [(85.07.30)-12(-033.2)4(8)] TJ ET"))),
    "a title": ("scan.pdf", pdf(b"1 0 obj << /Title (Dossier 85073003328) >> endobj")),
    "a title in two bytes a letter": (
        "scan.pdf",
        pdf(b"1 0 obj << /Title (\xfe\xff" + "85073003328".encode("utf-16-be") + b") >> endobj"),
    ),
}


@pytest.mark.parametrize("where", TELLING)
def test_personal_data_in_the_words_of_a_document(where):
    with pytest.raises(PersonalDataFound):
        inspect_upload(upload(*TELLING[where]))


INNOCENT = {
    "dates of a pdf": ("scan.pdf", pdf(b"1 0 obj << /CreationDate (D:20261122071557+01'00') /ModDate (D:20261122071559+01'00') >> endobj")),
    "counts in a row of cells": ("volumes.xlsx", office("xlsx", xl__worksheets__sheet1_dot_xml=(
        f"<worksheet {S}><sheetData><row>" + "".join(f"<c><v>{n}</v></c>" for n in (850730, 33, 28, 85, 7, 30, 33, 28)) + "</row></sheetData></worksheet>").encode())),
    "a cell that names a shared text": ("volumes.xlsx", office("xlsx", xl__worksheets__sheet1_dot_xml=f'<worksheet {S}><c t="s"><v>85073003328</v></c></worksheet>'.encode())),
    "figures of the layout": ("note.docx", word('<w:p w:rsidR="85073003328"><w:r><w:t>Rien</w:t></w:r></w:p>')),
}  # fmt: skip


@pytest.mark.parametrize("where", INNOCENT)
def test_figures_that_say_nothing_of_a_person_pass(where):
    assert keeps(*INNOCENT[where])


class TestPictures:
    @pytest.mark.parametrize(("image_format", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
    def test_place_device_and_notes_are_lost(self, image_format, extension):
        note = b"<x:xmpmeta>somebody</x:xmpmeta>"
        content = picture(image_format, exif=samples.telltale_exif(), xmp=note)
        assert b"Camera" in content
        stored = inspect_upload(upload(f"a.{extension}", content)).content.read()
        drawn = Image.open(BytesIO(stored))
        drawn.load()
        assert dict(drawn.getexif()) == {} and drawn.getexif().get_ifd(samples.GPS) == {}
        assert not {"exif", "xmp", "XML:com.adobe.xmp", "comment", "icc_profile"} & set(drawn.info)
        for word_ in (b"somebody", b"Camera", b"xmpmeta", b"Exif\0", b"http://ns.adobe.com"):
            assert word_ not in stored

    def test_the_comment_of_a_photograph_is_lost(self):
        assert b"taken at the counter" in (content := picture("JPEG", comment=b"taken at the counter"))
        assert b"counter" not in inspect_upload(upload("a.jpg", content)).content.read()

    @pytest.mark.parametrize("chunk", ["tEXt", "zTXt", "iTXt"])
    def test_notes_of_a_png_are_lost(self, chunk):
        notes = samples.PngImagePlugin.PngInfo()
        if chunk == "iTXt":
            notes.add_itxt("Comment", "taken at the counter")
        else:
            notes.add_text("Comment", "taken at the counter", zip=chunk == "zTXt")
        content = picture("PNG", pnginfo=notes)
        assert chunk.encode() in content
        assert chunk.encode() not in inspect_upload(upload("a.png", content)).content.read()

    @pytest.mark.parametrize(("image_format", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
    @pytest.mark.parametrize("part", [0.3, 0.7, 0.95])
    def test_an_image_cut_short_is_refused(self, image_format, extension, part):
        noise = BytesIO()
        Image.effect_noise((200, 200), 90).convert("RGB").save(noise, image_format)
        content = noise.getvalue()
        assert refusal(f"a.{extension}", content[: int(len(content) * part)]) in ("picture", "disguise")

    def test_a_moving_image_of_each_kind_is_refused(self):
        frames = [Image.new("RGB", (3, 3), colour) for colour in ("red", "blue")]
        file = BytesIO()
        frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
        assert refusal("a.webp", file.getvalue()) == "moving"


def office_of(size: int) -> bytes:
    return office(
        "docx",
        word__document_dot_xml=f"<w:document {W}>{'<w:p><w:r><w:t>0470 12 </w:t></w:r></w:p>' * size}</w:document>".encode(),
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scan.pdf", pdf(b"(\\(" * 600_000)),
        ("scan.pdf", pdf(b"[(" * 600_000)),
        ("scan.pdf", pdf(b"stream\n" * 300_000)),
        ("scan.pdf", pdf(*[stream(b"\0" * 60_000_000)] * 3)),
        ("note.docx", office_of(60_000)),
        ("note.docx", office("docx", word___rels__a_dot_rels=b"<Relationship " * 400_000)),
    ],
    ids=["strings", "brackets", "streams", "zeros", "paragraphs", "links"],
)  # fmt: skip
def test_nothing_is_much_work(name, content):
    with measured() as units:
        try:
            inspect_upload(upload(name, content))
        except Exception as refused:
            assert hasattr(refused, "messages")
    assert units() < 3_000, "about five seconds, where nothing else runs"
