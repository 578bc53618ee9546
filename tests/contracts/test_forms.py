"""Every form of the portal reads numbers, days and lines in the one way of `committee/writing`."""

from __future__ import annotations

import importlib
import inspect
import re
from functools import cache

from django import forms

from committee.writing.forms import DayField, NumberField, PlainBoundField
from tests.contracts.sources import place_of, python_files, template_files, text_of


@cache
def every_form() -> list[type[forms.BaseForm]]:
    places = [place_of(path.with_suffix("")) for path in python_files()]
    modules = [place.replace("/", ".") for place in places if "forms" in place.split("/") and "__init__" not in place]
    return [form for module in modules for form in forms_of(module)]


def forms_of(module: str) -> list[type[forms.BaseForm]]:
    found = inspect.getmembers(importlib.import_module(module), inspect.isclass)
    return [one for _name, one in found if issubclass(one, forms.BaseForm) and one.__module__ == module]


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


def test_numbers_and_days_are_read_in_one_way():
    found = {f"{form.__module__}.{form.__name__}": faults(form) for form in every_form()}
    assert {name: fields for name, fields in found.items() if fields} == {}


def test_the_rule_sees_a_field_of_django():
    class Wrong(forms.Form):
        number = forms.IntegerField()
        day = forms.DateField()
        version = forms.IntegerField(widget=forms.HiddenInput)

    assert faults(Wrong) == ["number", "day"] and len(every_form()) > 30


def test_every_form_counts_lines_as_they_are_seen():
    class Any(forms.Form):
        text = forms.CharField()

    assert isinstance(Any()["text"], PlainBoundField)


def test_no_template_asks_a_browser_for_a_number_that_is_sent():
    asked = re.compile(r"<input[^>]*type=\"number\"[^>]*>")
    found = [tag for path in template_files() for tag in asked.findall(text_of(path))]
    assert [tag for tag in found if "name=" in tag] == []
