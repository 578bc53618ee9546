"""The form mixin refuses personal data in every field one can write in, and loses nothing."""

import json

import pytest
from django import forms

from committee.privacy.forms import GuardedFormMixin

pytestmark = pytest.mark.django_db  # each refusal is counted
NATIONAL = f"850730123{97 - 850730123 % 97:02d}"


class AccountForm(GuardedFormMixin, forms.Form):
    unguarded = ("password", "own_email")

    name = forms.CharField(required=False)
    link = forms.URLField(required=False, assume_scheme="https")
    email = forms.EmailField(required=False)
    facts = forms.JSONField(required=False)
    size = forms.IntegerField(required=False)
    password = forms.CharField(required=False)
    own_email = forms.EmailField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["late"] = forms.CharField(required=False)


class TestForms:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("name", NATIONAL),
            ("link", f"https://example.org/{NATIONAL}"),
            ("email", "jan@gmail.com"),
            ("facts", json.dumps([NATIONAL])),
            ("late", NATIONAL),
        ],
    )
    def test_each_text_field_refuses_and_the_form_keeps_the_text(self, name, value):
        form = AccountForm({name: value})
        assert not form.is_valid()
        assert {field: [error.code for error in errors] for field, errors in form.errors.as_data().items()} == {
            name: ["personal_data"]
        }
        assert form[name].value() == value

    def test_excepted_fields_and_other_kinds_are_left_alone(self):
        form = AccountForm({"password": NATIONAL, "own_email": "jan@gmail.com", "size": "3", "email": "jan@smals.be"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["password"] == NATIONAL

    def test_cleaning_twice_tells_once(self):
        form = AccountForm({"name": NATIONAL})
        form.full_clean()
        form.full_clean()
        assert len(form.errors["name"]) == 1
