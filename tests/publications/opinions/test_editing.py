"""What Wagtail's editor may store: distinct numbers, shared identities, no personal data."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from publications.opinions.models import OpinionPage


def row(number, **facts):
    return {"number": number, "title": f"Remarque {number}", "body": rich_text("<p>Texte.</p>"), **facts}


def form_for(page, person, rows, initial=0, **facts):
    fields = {
        "title": page.title, "slug": page.slug, "search_description": "", "kind": page.kind, "number": "",
        "date": "2023-06-21", "issuer": page.issuer, "aimed_at": "", "stage": "", "summary": page.summary,
        "context": rich_text("<p>Contexte.</p>"), "keywords": "", "source_event": "", "comments": inline_formset([]),
        "observations": inline_formset(rows, initial=initial),
        **{name: inline_formset([]) for name in ("addressees", "reservations", "signatories", "steps")}, **facts,
    }  # fmt: skip
    form = OpinionPage.get_edit_handler().get_form_class()
    return form(nested_form_data(fields), instance=page, parent_page=page.get_parent(), for_user=person)


def test_two_observations_never_have_one_number(people, opinion):
    form = form_for(opinion.fr, people.editor, [row(11), row(11)])
    assert not form.is_valid() and len(form.non_field_errors()) == 1


def test_a_new_observation_shares_the_identity_of_its_number_in_the_other_language(people, opinion):
    for page, person in ((opinion.fr, people.editor), (opinion.nl, people.editor)):
        form = form_for(page, person, [row(8)])
        assert form.is_valid(), form.errors
        form.save(commit=False).save_revision(user=person)
    keys = {
        page.get_latest_revision_as_object().observations.get(number=8).translation_key
        for page in (opinion.fr, opinion.nl)
    }
    assert len(keys) == 1


@pytest.mark.parametrize("field", ["title", "summary", "issuer"])
def test_personal_data_is_refused_beside_its_field(field, people, opinion):
    form = form_for(opinion.fr, people.editor, [row(8)], **{field: "Appeler le 0470 12 34 56"})
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()[field]] == ["personal_data"]


def test_and_beside_the_field_of_an_observation(people, opinion):
    body = rich_text("<p>Appeler le 0470 12 34 56.</p>")
    form = form_for(opinion.fr, people.editor, [row(8, body=body)])
    assert not form.is_valid()
    assert list(form.formsets["observations"].errors[0]) == ["body"]


def test_the_editor_leads_to_the_desk(client_of, people, opinion):
    response = client_of(people.editor).get(reverse("wagtailadmin_pages:edit", args=[opinion.fr.pk]))
    assert response.status_code == 200
    assert reverse("opinions:desk", args=[opinion.key]) in response.content.decode()
