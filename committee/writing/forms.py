"""Fields for what people write: they understand it as it was written, or say what they did not understand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils import timezone

from committee.privacy.models import refuse_personal_data
from committee.writing.days import EARLIEST, YEARS_AHEAD, read_day
from committee.writing.numbers import read_whole_number
from committee.writing.signs import plain_lines


class PlainBoundField(forms.BoundField):
    """A field of a form: a text that was sent has the length that its writer saw, and nothing is wrong before that."""

    @property
    def data(self) -> Any:
        """What was sent."""
        data = super().data
        return plain_lines(data) if isinstance(data, str) else data

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Browsers tell who listens that an empty field is wrong as soon as it is demanded, unless the page says it is not."""
        built = super().build_widget_attrs(attrs, widget)
        return {**built, "aria-invalid": "false"} if built.get("required") and "aria-invalid" not in built else built


class FormRenderer(TemplatesSetting):
    """What draws every form of the portal, and reads what was written in it; the setting FORM_RENDERER."""

    bound_field_class = PlainBoundField


class DayInput(forms.DateInput):
    """A day as the browser asks for it, with its bounds; they are those of the moment at which the page is drawn."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None, *, past: bool = False) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
        self.past = past

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        today = timezone.localdate()
        latest = today if self.past else date(today.year + YEARS_AHEAD, 12, 31)
        bounds = {"min": EARLIEST.isoformat(), "max": latest.isoformat()}
        return super().get_context(name, value, bounds | (attrs or {}))


class DayField(forms.DateField):
    """A day, however it is written (see `read_day`); `past` where it cannot lie after today."""

    def __init__(self, *, past: bool = False, **options: Any) -> None:
        super().__init__(**{"widget": DayInput(past=past), **options})
        self.past = past

    def to_python(self, value: Any) -> date | None:
        """The day, or None where nothing is written."""
        if not isinstance(value, str):
            return super().to_python(value)
        return read_day(value, today=timezone.localdate(), past=self.past) if value.strip() else None

    def clean(self, value: Any) -> date | None:
        """The day. Raises ValidationError, or PersonalDataFound where that is what was written."""
        with without_quoting(value):
            return super().clean(value)


class NumberField(forms.IntegerField):
    """A whole number, however it is written (see `read_number`), in a text field: browsers drop what they do not read.

    `unit` may stand behind it; a number with decimals is refused, or `rounded` to the nearest whole one.
    """

    widget = forms.TextInput

    def __init__(self, *, unit: str = "", rounded: bool = False, **options: Any) -> None:
        self.unit, self.rounded = unit, rounded
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The keyboard that a telephone shows; the one for decimals has a comma."""
        keyboard = "decimal" if self.rounded else "numeric"
        return {**super().widget_attrs(widget), "inputmode": keyboard, "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        """The number, or None where nothing is written."""
        if value is None or not str(value).strip():
            return None
        return read_whole_number(str(value), self.unit, rounded=self.rounded)

    def clean(self, value: Any) -> int | None:
        """The number. Raises ValidationError, or PersonalDataFound where that is what was written."""
        with without_quoting(value):
            return super().clean(value)


@contextmanager
def without_quoting(value: Any) -> Iterator[None]:
    """Let a refusal quote what was written, unless it holds personal data: then that is what is refused."""
    try:
        yield
    except ValidationError:
        refuse_personal_data(value)
        raise
