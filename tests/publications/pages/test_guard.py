"""No text of a page is stored with personal data, by whatever way it comes."""

import pytest
from django.core.exceptions import ValidationError

from publications.library.models import NewsIndexPage, NewsPage
from publications.opinions.models import OpinionPage
from tests.scenes import scene

PHONE = "0470 12 34 56"
PARTS = [
    ("paragraph", f"<p>Appeler le {PHONE}</p>"),
    ("section", {"heading": "Contact", "body": f"<p>Le {PHONE}</p>"}),
    ("table", {"data": [["Guichet", PHONE]], "first_row_is_table_header": False, "table_header_choice": "neither"}),
    ("quote", {"text": f"Mon numéro est le {PHONE}", "source": ""}),
]


@scene
def index(opinion):
    return NewsIndexPage.objects.get(locale__language_code="fr")


def news(**facts):
    return NewsPage(**{"title": "Une nouvelle", "lead": "Un chapeau", "date": "2026-01-05", **facts})


@pytest.mark.parametrize("field", ["title", "lead", "search_description", "seo_title"])
@pytest.mark.parametrize("live", [True, False])
def test_a_text_with_personal_data_is_refused_by_name_of_its_field(field, live, index):
    with pytest.raises(ValidationError) as refused:
        index.add_child(instance=news(**{field: f"Appeler le {PHONE}"}, live=live))
    assert field in refused.value.message_dict
    assert not NewsPage.objects.filter(title="Une nouvelle").exists()


@pytest.mark.parametrize("part", PARTS, ids=[name for name, _value in PARTS])
def test_so_is_each_part_of_a_stream(part, index):
    with pytest.raises(ValidationError) as refused:
        index.add_child(instance=news(body=[part]))
    assert list(refused.value.message_dict) == ["body"]


def test_a_draft_of_a_published_page_is_refused_too(opinion):
    page = opinion.fr
    revisions = page.revisions.count()
    page.summary = "Compte BE68 5390 0754 7034"
    with pytest.raises(ValidationError):
        page.save_revision()
    assert page.revisions.count() == revisions


@pytest.mark.parametrize("relation", ["observations", "steps", "addressees"])
def test_and_the_rows_that_belong_to_a_page(relation, opinion):
    page = OpinionPage.objects.get(pk=opinion.fr.pk)
    rows = list(getattr(page, relation).all())
    field = {"observations": "body", "steps": "text", "addressees": "holder"}[relation]
    words = f"<p>Appeler le {PHONE}</p>"
    setattr(rows[0], field, [("paragraph", words)] if field == "body" else words)
    setattr(page, relation, rows)
    with pytest.raises(ValidationError):
        page.save_revision()


def test_identifiers_of_a_stream_are_not_mistaken_for_numbers(index):
    identifier = "04701234-5600-4000-8000-047012345600"
    body = [{"type": "paragraph", "value": "<p>Rien de personnel.</p>", "id": identifier}]
    page = news()
    page.body = NewsPage._meta.get_field("body").to_python(body)
    index.add_child(instance=page)
    assert NewsPage.objects.get(title="Une nouvelle").body[0].id == identifier
