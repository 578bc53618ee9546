"""What Wagtail's editor may store: distinct numbers, shared identities, no personal data."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from publications.opinions.models import OpinionPage

PARTS = ("addressees", "reservations", "signatories", "steps", "text_versions", "annexes", "related")


def row(number, **facts):
    body = streamfield([("paragraph", rich_text(facts.pop("body", "<p>Texte.</p>")))])
    empty = {name: streamfield([]) for name in ("amendments", "other_evidence", "fate")}
    return {
        "title": f"Remarque {number}", "body": body, "kind": "", "article": "", "objective": "", **empty, **facts,
    }  # fmt: skip


def form_for(page, person, rows, initial=0, **facts):
    fields = {
        "title": page.title, "slug": page.slug, "search_description": "", "kind": page.kind,
        "date": "2023-06-21", "issuer": page.issuer, "aimed_at": "", "stage": "", "summary": page.summary,
        "image": "", "image_alt": "", "change_note": "", "one_language_because": "",
        "context": streamfield([("paragraph", rich_text("<p>Contexte.</p>"))]), "keywords": "", "source_event": "", "comments": inline_formset([]),
        "observations": inline_formset(rows, initial=initial),
        **{name: inline_formset([]) for name in PARTS}, **facts,
    }  # fmt: skip
    form = OpinionPage.get_edit_handler().get_form_class()
    return form(nested_form_data(fields), instance=page, parent_page=page.get_parent(), for_user=person)


@pytest.mark.parametrize("field", ["title", "summary", "issuer"])
def test_personal_data_is_refused_beside_its_field(field, people, opinion):
    form = form_for(opinion.fr, people.editor, [row(8)], **{field: "Appeler le 0470 12 34 56"})
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()[field]] == ["personal_data"]


def test_and_beside_the_field_of_an_observation(people, opinion):
    form = form_for(opinion.fr, people.editor, [row(8, body="<p>Appeler le 0470 12 34 56.</p>")])
    assert not form.is_valid()
    assert list(form.formsets["observations"].errors[0]) == ["body"]


def test_the_editor_leads_to_the_desk(client_of, people, opinion):
    response = client_of(people.editor).get(reverse("wagtailadmin_pages:edit", args=[opinion.fr.pk]))
    assert response.status_code == 200
    assert reverse("opinions:desk", args=[opinion.key]) in response.content.decode()
