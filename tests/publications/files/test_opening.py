"""A file of the editors is theirs until a published page uses it, and never shown with the rights of the site."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from publications.files.models import EditorialDocument, EditorialImage
from publications.library.models import NewsIndexPage, NewsPage
from tests.issues.attachments.samples import GOOD, PDF, picture

pytestmark = [
    pytest.mark.column,
    # Wagtail leaves the spooled file of a new rendition to the garbage collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def document(db):
    return EditorialDocument.objects.create(title="Note", file=ContentFile(PDF, name="Note à lire.pdf"))


@pytest.fixture
def image(db):
    return EditorialImage.objects.create(title="a", description="b", file=ContentFile(picture("PNG"), name="a.png"))


@pytest.fixture
def news(opinion, document, django_capture_on_commit_callbacks):
    """A draft that links to the document."""
    with django_capture_on_commit_callbacks(execute=True):
        page = NewsPage(title="Une nouvelle", lead="Un chapeau", date="2026-01-05", live=False, body=linking(document))
        NewsIndexPage.objects.get(locale__language_code="fr").add_child(instance=page)
    return page


def linking(document) -> list:
    return [("paragraph", f'<p>Voir <a linktype="document" id="{document.pk}">la note</a>.</p>')]


def status(url: str, browser=None) -> int:
    return (browser or Client()).get(url).status_code


def test_a_document_is_for_editors_until_a_page_that_uses_it_is_published(
    news, document, people, client_of, django_capture_on_commit_callbacks
):
    editor, member = client_of(people.editor), client_of(people.ixelles)
    assert [status(document.url, one) for one in (None, member, editor)] == [404, 404, 200]
    with django_capture_on_commit_callbacks(execute=True):
        news.save_revision().publish()
    assert [status(document.url, one) for one in (None, member, editor)] == [200, 200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        NewsPage.objects.get(pk=news.pk).unpublish()
    assert [status(document.url, one) for one in (None, member, editor)] == [404, 404, 200]


def test_a_draft_of_a_published_page_opens_nothing(news, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        news.body = []
        news.save_revision().publish()
        draft = NewsPage.objects.get(pk=news.pk)
        draft.body = linking(document)
        draft.save_revision()
    assert status(document.url) == 404


def test_a_link_that_is_taken_out_closes_the_document_again(news, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        news.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        news.body = []
        news.save_revision().publish()
    assert status(document.url) == 404


def test_a_page_that_not_everybody_reads_opens_nothing(news, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        news.save_revision().publish()
    PageViewRestriction.objects.create(page=news, restriction_type=PageViewRestriction.LOGIN)
    assert status(document.url) == 404


def test_an_observation_of_an_opinion_opens_what_it_links_to(opinion, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        observation = opinion.observation(1)
        observation.body = [("paragraph", f'<p><a linktype="document" id="{document.pk}">La note</a></p>')]
        observation.save()
    assert status(document.url) == 200


def test_what_wagtail_asks_for_a_collection_is_asked_too(news, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        news.save_revision().publish()
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.PASSWORD, password="abc"
    )
    response = Client().get(document.url)
    assert response.status_code == 200 and PDF not in response.content


def test_a_document_is_a_download_without_any_right(document, ground, client_of):
    response = client_of(ground.administrator).get(document.url)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["notes.txt", "volumes.csv", "note.docx", "volumes.ods"])
def test_every_kind_is_a_download_of_its_own_type(ground, client_of, name):
    document = EditorialDocument.objects.create(title="a", file=ContentFile(GOOD[name][0], name=name))
    response = client_of(ground.administrator).get(document.url)
    assert response["Content-Type"] == GOOD[name][1]
    assert response["Content-Disposition"].startswith("attachment")


def test_another_name_leads_nowhere(document, ground, client_of):
    assert status(f"/documents/{document.pk}/autre.pdf", client_of(ground.administrator)) == 404
    assert status("/documents/999999/autre.pdf") == 404


def test_an_image_is_for_editors_until_it_is_used(image, ground, people, client_of):
    rendition = image.get_rendition("max-4x4")
    assert rendition.url == f"/images/{rendition.pk}/"
    assert [status(rendition.url, one) for one in (None, client_of(people.ixelles))] == [404, 404]
    response = client_of(ground.administrator).get(rendition.url)
    assert response["Content-Type"] == "image/png" and response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_nothing_of_either_stands_under_a_public_address(image, document, settings):
    rendition = image.get_rendition("max-4x4")
    for file in (image.file, document.file, rendition.file):
        assert file.path.startswith(str(settings.PRIVATE_ROOT))
        assert status(f"/media/{file.name}") == 404


def test_the_admin_shows_them(image, document, ground, client_of):
    browser = client_of(ground.administrator)
    for url in (
        "/admin/images/",
        f"/admin/images/{image.pk}/",
        "/admin/documents/",
        f"/admin/documents/edit/{document.pk}/",
    ):
        assert status(url, browser) == 200
    assert "/images/" in browser.get("/admin/images/").content.decode()
