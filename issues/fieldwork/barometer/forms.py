"""One answer of the weekly pulse."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin


class PulseForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """Still met this week, and in how many cases; the button that is pressed says which."""

    still = forms.TypedChoiceField(
        label=_("Still met?"), choices=[("1", _("Still")), ("0", _("No longer"))], coerce=lambda value: value == "1"
    )
    cases = forms.IntegerField(label=_("Cases this week"), required=False, min_value=0, max_value=100000)

    def show_both(self, standing: Mapping[str, Any]) -> None:
        """To keep one's own presses the same button again."""
        super().show_both(standing)
        self.fields["version"].widget.pressed = ("still", self.data["still"])


class CountedForm(GuardedFormMixin, forms.Form):
    """What the last weeks come to in a month, as the page proposed it; empty to declare that it is over."""

    cases = forms.IntegerField(required=False, min_value=1, max_value=1000000)
