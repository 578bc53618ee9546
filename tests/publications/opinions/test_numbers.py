"""Numbers follow the order until they are public, are one for both languages, and then stay for good."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publications.opinions.models import OpinionPage
from publications.opinions.numbering import number_observations
from publications.opinions.records import ObservationNumber, OpinionNumber

A, B, C, D = (UUID(int=n) for n in range(1, 5))


@pytest.mark.parametrize(
    ("fixed", "orders", "numbers"),
    [
        ({}, [[A, B, C]], {A: 1, B: 2, C: 3}),
        ({}, [[C, A, B], [A, B, C]], {C: 1, A: 2, B: 3}),
        ({}, [[A, B], [D, A]], {A: 1, B: 2, D: 3}),
        ({A: 1, B: 2}, [[B, C, A]], {A: 1, B: 2, C: 3}),
        ({A: 1, B: 2, C: 3}, [[A, D, B]], {A: 1, B: 2, C: 3, D: 4}),
        ({A: 1, B: 7}, [[C]], {A: 1, B: 7, C: 8}),
        ({}, [], {}),
    ],
)
def test_what_is_public_keeps_its_number_and_what_is_new_takes_the_next(fixed, orders, numbers):
    assert number_observations(fixed, *orders) == numbers


def titles(page) -> dict[int, str]:
    text = OpinionPage.objects.get(pk=page.pk)
    return {one.number: one.title for one in text.observations.all()}


def publish(page, person):
    page.save_revision(user=person).publish()


def test_an_order_changed_in_one_language_changes_no_number(people, opinion):
    before = titles(opinion.fr)
    draft = opinion.fr.get_latest_revision_as_object()
    rows = list(draft.observations.all())
    for place, one in enumerate(reversed(rows)):
        one.sort_order = place
    draft.observations = rows
    publish(draft, people.editor)
    assert titles(opinion.fr) == before
    fr, nl = (OpinionPage.objects.get(pk=page.pk) for page in (opinion.fr, opinion.nl))
    keys = [{one.number: one.translation_key for one in page.observations.all()} for page in (fr, nl)]
    assert keys[0] == keys[1]


def test_one_inserted_between_comes_after_all_and_one_removed_leaves_its_number(people, opinion):
    draft = opinion.fr.get_latest_revision_as_object()
    new = draft.observations.model(
        title="Entre deux", body=[("paragraph", "<p>x</p>")], sort_order=2, locale=draft.locale
    )
    rows = list(draft.observations.all())
    draft.observations = [rows[0], new, *rows[1:6]]
    publish(draft, people.editor)
    assert titles(opinion.fr) == {one.number: one.title for one in rows[:6]} | {8: "Entre deux"}
    assert ObservationNumber.objects.filter(opinion_key=opinion.key).count() == 8


def test_before_it_is_public_the_order_of_the_original_numbers_both_languages(people, opinion):
    fr = OpinionPage(title="Neuf", slug="neuf", date="2023-09-01", issuer="x", summary="x", live=False)
    opinion.fr.get_parent().add_child(instance=fr)
    model = fr.observations.model
    fr.observations = [
        model(title=name, body=[("paragraph", "<p>x</p>")], sort_order=place, locale=fr.locale)
        for place, name in enumerate(("un", "deux"), 1)
    ]
    fr.save_revision()
    nl = fr.copy_for_translation(opinion.nl.locale)
    draft = fr.get_latest_revision_as_object()
    first, second = draft.observations.all()
    first.sort_order, second.sort_order = 2, 1
    draft.save_revision()
    shown = [
        {one.translation_key: one.number for one in page.get_latest_revision_as_object().observations.all()}
        for page in (OpinionPage.objects.get(pk=fr.pk), OpinionPage.objects.get(pk=nl.pk))
    ]
    assert shown[0] == shown[1] == {second.translation_key: 1, first.translation_key: 2}
    publish(OpinionPage.objects.get(pk=nl.pk).get_latest_revision_as_object(), people.editor)
    assert OpinionPage.objects.get(pk=nl.pk).number == "2023-02"
    assert OpinionPage.objects.get(pk=fr.pk).number == "2023-02"


@pytest.mark.column
def test_the_database_gives_each_number_once(opinion):
    assert str(OpinionNumber.objects.get(opinion_key=opinion.key)) == "2023-01"
    with pytest.raises(IntegrityError), transaction.atomic():
        OpinionNumber.objects.create(opinion_key=UUID(int=5), year=2023, number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationNumber.objects.create(
            opinion_key=opinion.key, observation_key=UUID(int=6), number=3, fixed_at="2026-01-01T00:00Z"
        )


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/fr/opinions/2023-01/", "{fr}"),
        ("/nl/opinions/2023-01/", "{nl}"),
        ("/fr/opinions/2023-01/observations/3/", "{fr}observation/3/"),
        ("/nl/opinions/2023-01/observations/3/", "{nl}observation/3/"),
        ("/fr/opinions/2023-01/changes/", "{fr}changes/"),
    ],
)
def test_a_number_leads_to_the_page_wherever_it_stands(client, opinion, address, leads_to):
    assert client.get(address)["Location"] == leads_to.format(fr=opinion.fr.url, nl=opinion.nl.url)


@pytest.mark.parametrize("address", ["2023-02/", "2023-01/observations/8/", "2023-02/pdf/", "2023-01/observations/0/"])
def test_a_number_that_was_not_given_leads_nowhere(client, opinion, address):
    assert client.get(f"/fr/opinions/{address}").status_code == 404


def test_addresses_survive_a_new_slug_and_a_page_taken_down(
    client, people, opinion, django_capture_on_commit_callbacks
):
    old = opinion.fr.url
    draft = opinion.fr.get_latest_revision_as_object()
    draft.slug = "avis-renomme"
    with django_capture_on_commit_callbacks(execute=True):
        publish(draft, people.editor)
    for address in (f"{old}observation/1/", f"{old}changes/", old):
        moved = client.get(address)
        assert moved.status_code == 301 and "avis-renomme" in moved["Location"]
        assert client.get(moved["Location"]).status_code == 200
    assert client.get("/fr/opinions/2023-01/observations/1/")["Location"].endswith("/avis-renomme/observation/1/")
    OpinionPage.objects.get(pk=opinion.fr.pk).unpublish()
    assert client.get("/fr/opinions/2023-01/observations/1/")["Location"] == f"{opinion.nl.url}observation/1/"


def test_an_objective_that_the_event_does_not_have_is_refused(people, opinion):
    from tests.publications.opinions.test_editing import form_for, row

    facts = {"source_event": str(opinion.fr.source_event_id)}
    assert form_for(opinion.fr, people.editor, [row(8, objective="5")], **facts).is_valid()
    form = form_for(opinion.fr, people.editor, [row(8, objective="6")], **facts)
    assert not form.is_valid() and list(form.formsets["observations"].errors[0]) == ["objective"]


def test_an_opinion_is_acknowledged_once_it_was_delivered(opinion):
    one = opinion.addressee()
    one.acknowledged_on = "2023-07-01"
    with pytest.raises(ValidationError):
        one.clean()
