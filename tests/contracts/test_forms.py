"""Every form of the portal reads numbers, days and lines in the one way of `committee/writing`."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest
from django import forms

from committee.writing.forms import DayField, NumberField, PlainBoundField

ROOT = Path(__file__).resolve().parents[2]
APPS = ("committee", "issues", "publications", "home")
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "forms" in path.relative_to(ROOT).with_suffix("").parts and path.stem != "__init__"
]


def forms_of(module: str) -> list[type[forms.BaseForm]]:
    found = inspect.getmembers(importlib.import_module(module), inspect.isclass)
    return [one for _name, one in found if issubclass(one, forms.BaseForm) and one.__module__ == module]


FORMS = [one for module in MODULES for one in forms_of(module)]


def faults(form: type[forms.BaseForm]) -> list[str]:
    """The fields of a form that leave it to the browser or to Django what a written number or day means."""
    return [
        name
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden
        and (
            (isinstance(field, forms.IntegerField) and not isinstance(field, NumberField))
            or (isinstance(field, forms.DateField) and not isinstance(field, DayField))
            or isinstance(field.widget, forms.NumberInput)
        )
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_numbers_and_days_are_read_in_one_way(form):
    assert faults(form) == []


def test_the_rule_sees_a_field_of_django():
    class Wrong(forms.Form):
        number = forms.IntegerField()
        day = forms.DateField()
        version = forms.IntegerField(widget=forms.HiddenInput)

    assert faults(Wrong) == ["number", "day"] and len(FORMS) > 30


def test_every_form_counts_lines_as_they_are_seen():
    class Any(forms.Form):
        text = forms.CharField()

    assert isinstance(Any()["text"], PlainBoundField)


def test_no_template_asks_a_browser_for_a_number_that_is_sent():
    asked = re.compile(r"<input[^>]*type=\"number\"[^>]*>")
    found = [tag for path in (ROOT / "templates").rglob("*.html") for tag in asked.findall(path.read_text("utf-8"))]
    assert [tag for tag in found if "name=" in tag] == []
