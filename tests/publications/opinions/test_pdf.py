"""The PDF of an opinion: tagged, in its language, with the numbers of the page, and the same to the byte."""

import io

import pytest
from django.utils.translation import override
from pypdf import PdfReader
from typst import TypstError

from publications.opinions.exports import FORM, compile_pdf, make_pdf, opinion_data, opinion_pdf
from publications.opinions.models import OpinionPage


@pytest.fixture(params=["fr", "nl"])
def made(request, opinion):
    page = getattr(opinion, request.param)
    with override(request.param):
        return page, opinion_pdf(OpinionPage.objects.get(pk=page.pk))


def test_it_is_tagged_in_its_language_with_its_title(made):
    page, content = made
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"].startswith(page.locale.language_code)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == page.title
    about = reader.xmp_metadata.stream.get_data().decode()
    assert "pdfuaid" in about and "pdfaid" in about


def test_it_numbers_as_the_page_does(made):
    page, content = made
    words = " ".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages).split())
    for one in page.observations.all():
        assert f"{one.number}. {one.title.split(' ')[0]}" in words
    assert "2023-01" in words


def test_it_is_the_same_to_the_byte_and_another_once_something_changed(opinion):
    data, files = opinion_data(opinion.fr)
    first = compile_pdf(data, files, FORM.read_bytes())
    assert first == compile_pdf(data, files, FORM.read_bytes())
    assert first == opinion_pdf(opinion.fr) == opinion_pdf(opinion.fr)
    opinion.fr.summary = "Un autre résumé."
    assert opinion_pdf(opinion.fr) != first


def test_a_picture_without_words_fails_the_making(opinion):
    data, files = opinion_data(opinion.fr)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    picture = {"kind": "picture", "file": "p.svg", "alt": "Un plan", "caption": ""}
    data["context"] = [picture]
    assert compile_pdf(data, {**files, "p.svg": svg}, FORM.read_bytes()).startswith(b"%PDF")
    data["context"] = [picture | {"alt": ""}]
    with pytest.raises(TypstError):
        compile_pdf(data, {**files, "p.svg": svg}, FORM.read_bytes())


def test_hostile_words_are_words(opinion):
    opinion.fr.summary = '#panic("x") $ ] [ */ \\ @nobody <tag> `code` "q"'
    data, files = opinion_data(opinion.fr)
    content = compile_pdf(data, files, FORM.read_bytes())
    assert '#panic("x")' in "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_it_stands_under_the_number_and_is_kept_whole(client, opinion, language):
    address = f"/{language}/opinions/2023-01/pdf/"
    first, again = client.get(address), client.get(address)
    assert (first.status_code, first["Content-Type"], first.public_page) == (200, "application/pdf", True)
    assert again.content == first.content and again["ETag"] == first["ETag"]
    assert address in client.get(getattr(opinion, language).url).content.decode()


def test_a_draft_has_none(client, opinion):
    opinion.nl.unpublish()
    assert client.get("/nl/opinions/2023-01/pdf/").status_code == 404
    make_pdf.call(opinion.nl.pk)
