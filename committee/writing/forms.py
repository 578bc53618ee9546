"""Fields for what people write: they understand it as it was written, or say what they did not understand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from committee.privacy.models import refuse_personal_data
from committee.writing.days import EARLIEST, YEARS_AHEAD, read_day


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
        """The day. Raises ValidationError, or PersonalDataFound where something else than a day was written."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_day(value, today=timezone.localdate(), past=self.past)
        except ValidationError:
            refuse_personal_data(value)
            raise
