"""Refusals are counted by day, kind and way, and nothing else of them is kept."""

from datetime import date, timedelta

import pytest
from django import forms
from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict

from committee.privacy.actions import count_refusals
from committee.privacy.detection import Kind
from committee.privacy.forms import GuardedFormMixin, clean_question
from committee.privacy.models import Refusal, Way
from committee.privacy.queries import refusals_by_month
from issues.attachments.forms import AttachmentsField
from tests.issues.attachments.samples import PDF, upload

pytestmark = [pytest.mark.column, pytest.mark.django_db]
NATIONAL = f"850730123{97 - 850730123 % 97:02d}"


class NoteForm(GuardedFormMixin, forms.Form):
    unguarded = ("secret",)

    title = forms.CharField(required=False)
    text = forms.CharField(required=False, widget=forms.Textarea)
    secret = forms.CharField(required=False)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    size = forms.IntegerField(required=False)
    files = AttachmentsField()


def counted() -> dict:
    return {(row.kind, row.way): row.count for row in Refusal.objects.all()}


def test_a_refused_form_counts_each_kind_once():
    form = NoteForm({"title": f"{NATIONAL}, {NATIONAL}", "text": f"{NATIONAL} 0470 12 34 56"})
    assert not form.is_valid()
    assert counted() == {("national_number", "sent"): 1, ("phone", "sent"): 1}
    assert Refusal.objects.first().day == timezone.localdate()


def test_it_counts_up_and_a_clean_form_does_not():
    for text in ("0470 12 34 56", "Rien", "0470 12 34 57"):
        NoteForm({"title": text}).is_valid()
    assert counted() == {("phone", "sent"): 2}


def test_a_refused_file_counts():
    files = MultiValueDict({"files": [upload("85.07.30-033.28.pdf", PDF), upload("b.txt", b"jan.peeters@gmail.com")]})
    assert not NoteForm({}, files).is_valid()
    assert counted() == {("national_number", "sent"): 1, ("email", "sent"): 1}


def test_a_form_that_is_only_shown_counts_nothing():
    assert "data-guarded" in str(NoteForm(initial={"title": NATIONAL}))
    assert counted() == {}


def test_nothing_but_day_kind_way_and_count_is_kept():
    names = {field.name for field in Refusal._meta.get_fields()}
    assert names == {"id", "day", "kind", "way", "count"}
    free = [field for field in Refusal._meta.local_fields if isinstance(field, models.CharField) and not field.choices]
    assert free == []


def test_guarded_fields_say_so_to_the_page_and_others_do_not():
    form = NoteForm()
    marked = {name for name in form.fields if "data-guarded" in str(form[name])}
    assert marked == {"title", "text"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [("CO-2026-0042", "CO-2026-0042"), ("loi du 26 mai 2002", "loi du 26 mai 2002"), ("", ""), (NATIONAL, "")],
)
def test_a_question_is_clean_or_empty(typed, words):
    assert clean_question(typed)[0] == words


def test_a_refused_question_is_explained_and_counted():
    with translation.override("en"):
        _words, message = clean_question("0470 12 34 56")
    assert message == (
        "This looks like a phone number (04•). It was not searched for, nor kept: look for the situation, not the person."
    )
    assert counted() == {("phone", "searched"): 1}


def test_months_are_summed_last_first():
    today = date(2026, 11, 22)
    for day, kind, way, count in (
        (today, Kind.PHONE, Way.TYPED, 3),
        (today - timedelta(days=3), Kind.PHONE, Way.TYPED, 2),
        (today, Kind.PHONE, Way.SENT, 1),
        (date(2026, 10, 2), Kind.IBAN, Way.SEARCHED, 4),
        (date(2024, 1, 1), Kind.IBAN, Way.SENT, 9),
    ):
        Refusal.objects.create(day=day, kind=kind, way=way, count=count)
    assert refusals_by_month(date(2026, 1, 1)) == [
        {"month": date(2026, 11, 1), "kind": "phone", "typed": 5, "sent": 1, "searched": 0},
        {"month": date(2026, 10, 1), "kind": "iban", "typed": 0, "sent": 0, "searched": 4},
    ]


def test_counting_is_all_or_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        count_refusals(kinds=[Kind.PHONE, Kind.IBAN], way=None)
    assert counted() == {}
