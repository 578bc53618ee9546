"""What editors upload passes the guards of members' files, by whatever form it comes."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError
from wagtail.models import UploadedFile

from issues.attachments.inspection import KINDS
from issues.attachments.pictures import MOST_PIXELS
from issues.attachments.refusals import FileRefused
from publications.files.models import EditorialDocument, EditorialImage
from tests.issues.attachments import samples
from tests.issues.attachments.samples import GOOD, PDF, picture, upload
from tests.issues.attachments.test_hardening import pdf
from tests.issues.attachments.test_inspection import HTML, NATIONAL_NUMBER

# Wagtail leaves files that it has read to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
DOCUMENTS, IMAGES = "/admin/documents/", "/admin/images/"
SCRIPT = pdf(b"1 0 obj << /S /JavaScript /JS (app.alert\\(1\\)) >> endobj")
TELLING = pdf(b"4 0 obj << /Length 9 >> stream\nBT (NISS 85.07.30-033.28) Tj ET\nendstream endobj")


@pytest.fixture
def admin(ground, client_of):
    return client_of(ground.administrator)


def photograph() -> bytes:
    """One that says where it was taken, and lies on its side."""
    return picture("JPEG", exif=samples.telltale_exif())


def tells_where(content: bytes) -> bool:
    return bool(dict(Image.open(BytesIO(content)).getexif())) or b"Camera" in content


def content_of(kept) -> bytes:
    with kept.file.open() as file:
        return file.read()


def add_document(admin, name: str, content: bytes, title: str = "Note"):
    return admin.post(f"{DOCUMENTS}add/", {"title": title, "file": upload(name, content), "collection": "1"})


def add_image(admin, name: str, content: bytes, **words: str):
    words = {"title": "Le guichet", "description": "Un guichet vide", **words}
    return admin.post(f"{IMAGES}add/", {**words, "file": upload(name, content), "collection": "1"})


def errors_of(response) -> dict:
    assert response.status_code == 200
    return response.context["form"].errors


@pytest.mark.parametrize("name", [name for name in GOOD if KINDS[name.rpartition(".")[2]].content_type[:6] != "image/"])
def test_a_good_document_is_kept_as_it_came(admin, name):
    assert add_document(admin, name, GOOD[name][0]).status_code == 302
    document = EditorialDocument.objects.get()
    assert content_of(document) == GOOD[name][0]
    assert document.file_size == len(GOOD[name][0]) and document.content_type == GOOD[name][1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", HTML),
        ("script.pdf", SCRIPT),
        ("dossier.pdf", TELLING),
        (f"{NATIONAL_NUMBER}.pdf", PDF),
        ("notes.txt", b"GSM 0470 12 34 56"),
        ("note.docx", samples.office("docx", word__vbaProject_dot_bin=b"x")),
        ("note.exe", b"MZ"),
        ("vide.pdf", b"%PDF-"),
    ],
)
def test_a_document_that_no_member_could_add_is_refused_beside_its_field(admin, name, content):
    assert "file" in errors_of(add_document(admin, name, content))
    assert not EditorialDocument.objects.exists()


def test_a_refusal_is_told_in_the_words_of_attachments(admin):
    [words] = errors_of(add_document(admin, "page.pdf", HTML))["file"]
    assert words == FileRefused("disguise").messages[0]


@pytest.mark.parametrize("add", [add_document, add_image])
@pytest.mark.parametrize("title", [f"Dossier {NATIONAL_NUMBER}", "Appeler le 0470 12 34 56"])
def test_a_title_holds_no_personal_data(admin, add, title):
    name, content = ("a.pdf", PDF) if add is add_document else ("a.png", picture("PNG"))
    assert "title" in errors_of(add(admin, name, content, title=title))


def test_nor_does_a_tag(admin):
    words = {"title": "a", "tags": f"essai, {NATIONAL_NUMBER}"}
    response = admin.post(f"{DOCUMENTS}add/", {**words, "file": upload("a.pdf", PDF), "collection": "1"})
    assert "tags" in errors_of(response)


@pytest.mark.parametrize(("tag", "kept"), [("essai", 1), (NATIONAL_NUMBER, 0)])
def test_nor_do_tags_given_to_several_at_once(admin, tag, kept):
    add_document(admin, "a.pdf", PDF)
    document = EditorialDocument.objects.get()
    admin.post(f"/admin/bulk/publications/editorialdocument/add_tags/?id={document.pk}", {"tags": tag})
    assert document.tags.count() == kept


def test_an_original_image_loses_what_it_told_and_stands_upright(admin):
    assert tells_where(photograph())
    assert add_image(admin, "photo.jpg", photograph()).status_code == 302
    image = EditorialImage.objects.get()
    content = content_of(image)
    assert not tells_where(content)
    assert (image.width, image.height) == (4, 8) == Image.open(BytesIO(content)).size
    assert image.file_size == len(content)


def test_an_image_says_what_it_shows(admin):
    assert "description" in errors_of(add_image(admin, "a.png", picture("PNG"), description=""))
    assert "description" in errors_of(add_image(admin, "a.png", picture("PNG"), description="Jean 0470 12 34 56"))
    assert add_image(admin, "a.png", picture("PNG")).status_code == 302
    assert EditorialImage.objects.get().get_rendition("max-10x10").alt == "Un guichet vide"


def test_an_image_of_too_many_pixels_is_refused(admin, settings):
    assert settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS == MOST_PIXELS
    bomb = BytesIO()
    Image.new("1", (9_000, 9_000)).save(bomb, "PNG")
    assert "file" in errors_of(add_image(admin, "a.png", bomb.getvalue()))
    assert not EditorialImage.objects.exists()


def test_several_at_once_pass_too(admin):
    """Wagtail puts an image aside until what it shows is said: cleaned already there, and when it is kept."""
    files = {"title": "photo.jpg", "files[]": upload("photo.jpg", photograph()), "collection": "1"}
    asked = admin.post(f"{IMAGES}multiple/add/", files, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    aside = UploadedFile.objects.get()
    assert asked["success"] and not tells_where(content_of(aside))
    prefix = f"uploaded-image-{aside.pk}"
    words = {f"{prefix}-title": "Photo", f"{prefix}-description": "Un guichet", f"{prefix}-collection": "1"}
    here = f"{IMAGES}multiple/create_from_uploaded_image/{aside.pk}/"
    said = admin.post(here, words, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert said["success"] and not UploadedFile.objects.exists()
    image = EditorialImage.objects.get()
    assert not tells_where(content_of(image)) and (image.width, image.height) == (4, 8)


@pytest.mark.parametrize(("kind", "name", "content"), [("documents", "a.pdf", SCRIPT), ("images", "a.png", HTML)])
def test_what_is_refused_among_several_is_not_put_aside(admin, kind, name, content):
    files = {"title": name, "files[]": upload(name, content), "collection": "1"}
    said = admin.post(f"/admin/{kind}/multiple/add/", files, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert said["success"] is False and said["error_message"]
    assert not UploadedFile.objects.exists()


def test_a_file_that_replaces_another_passes_too(admin):
    add_document(admin, "a.pdf", PDF)
    here = f"{DOCUMENTS}edit/{EditorialDocument.objects.get().pk}/"
    words = {"title": "Note", "collection": "1"}
    assert "file" in errors_of(admin.post(here, {**words, "file": upload("b.pdf", SCRIPT)}))
    assert admin.post(here, {**words, "file": upload("b.pdf", PDF)}).status_code == 302
    assert admin.post(here, {**words, "title": "Autre titre"}).status_code == 302
    assert EditorialDocument.objects.get().title == "Autre titre"


@pytest.mark.parametrize(
    ("model", "words", "name", "content"),
    [
        (EditorialDocument, {"title": "a"}, "a.pdf", HTML),
        (EditorialDocument, {"title": NATIONAL_NUMBER}, "a.pdf", PDF),
        (EditorialImage, {"title": "a", "description": "b"}, "a.png", HTML),
        (EditorialImage, {"title": "a", "description": NATIONAL_NUMBER}, "a.png", picture("PNG")),
    ],
)
def test_no_other_way_into_the_model_escapes(db, model, words, name, content):
    with pytest.raises((ValidationError, UnidentifiedImageError)), transaction.atomic():
        model.objects.create(**words, file=ContentFile(content, name=name))
    assert not model.objects.exists()


def test_an_image_stored_by_code_is_drawn_anew_too(db):
    image = EditorialImage.objects.create(title="a", description="b", file=ContentFile(photograph(), name="a.jpg"))
    assert not tells_where(content_of(image))
