"""One answer of the weekly pulse."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.privacy.forms import GuardedFormMixin


class PulseForm(GuardedFormMixin, forms.Form):
    """Still met this week, and in how many cases; the button that is pressed says which."""

    still = forms.TypedChoiceField(
        choices=[("1", _("Still")), ("0", _("No longer"))], coerce=lambda value: value == "1"
    )
    cases = forms.IntegerField(label=_("Cases in that week"), required=False, min_value=0, max_value=100000)


class CountedForm(GuardedFormMixin, forms.Form):
    """What the last weeks come to in a month, as the page proposed it; empty to declare that it is over."""

    cases = forms.IntegerField(required=False, min_value=1, max_value=1000000)
