"""One answer of the weekly pulse."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import NumberField
from committee.writing.numbers import A_MONTH, A_WEEK


class PulseForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """Still met this week, and in how many cases; the button that is pressed says which."""

    still = forms.TypedChoiceField(
        label=_("Still met?"), choices=[("1", _("Still")), ("0", _("No longer"))], coerce=lambda value: value == "1"
    )
    cases = NumberField(label=_("Cases in that week"), required=False, min_value=0, max_value=100_000, unit=A_WEEK)
    counted = forms.BooleanField(label=_("Counted, not estimated"), required=False)

    def clean(self) -> dict:
        """Ask for no number where it is no longer met."""
        data = super().clean() or {}
        if data.get("still") is False:
            self.errors.pop("cases", None)
            data["cases"] = None
        return data

    def show_both(self, standing: Mapping[str, Any]) -> None:
        """To keep one's own presses the same button again."""
        super().show_both(standing)
        self.fields["version"].widget.pressed = ("still", self.data["still"])


class CountedForm(GuardedFormMixin, forms.Form):
    """What the last weeks come to in a month, as the page proposed it; empty to declare that it is over."""

    cases = NumberField(required=False, min_value=1, max_value=1_000_000, unit=A_MONTH)
