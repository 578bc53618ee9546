"""Volumes, and what a CPAS declares on a problem."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import DayField, NumberField
from committee.writing.numbers import A_MONTH, MINUTES
from issues.fieldwork.impacts.models import Answer

IMPACT = ("cases", "minutes_likely", "minutes_low", "minutes_high", "measured", "workaround", "workaround_minutes")


def minutes_field(label, **options) -> NumberField:
    """Minutes per case: half a minute is rounded."""
    return NumberField(
        label=label, required=False, min_value=0, max_value=10_000, unit=MINUTES, rounded=True, **options
    )


class MinutesForm(GuardedFormMixin, forms.Form):
    """Extra minutes per case as a range, measured or estimated."""

    minutes_likely = minutes_field(
        _("Extra minutes per case, most often"), help_text=_("In whole minutes: 7,5 is kept as 8.")
    )
    minutes_low = minutes_field(_("Extra minutes per case, at least"))
    minutes_high = minutes_field(_("Extra minutes per case, at most"))
    measured = forms.BooleanField(label=_("Measured, not estimated"), required=False)

    def clean(self) -> dict:
        """Insist that at least ≤ most often ≤ at most."""
        data = super().clean() or {}
        likely = data.get("minutes_likely")
        low, high = data.get("minutes_low"), data.get("minutes_high")
        if likely is None and (low is not None or high is not None):
            self.add_error("minutes_likely", _("Give the minutes most often needed, too."))
        if likely is not None and low is not None and low > likely:
            self.add_error("minutes_low", _("This is more than the minutes most often needed."))
        if likely is not None and high is not None and high < likely:
            self.add_error("minutes_high", _("This is less than the minutes most often needed."))
        return data


class VolumesForm(MinutesForm):
    """Cases per month, extra minutes per case as a range, and the workaround."""

    cases = NumberField(label=_("Cases per month"), required=False, min_value=0, max_value=100_000, unit=A_MONTH)
    workaround = forms.CharField(
        label=_("Workaround: what you do instead"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    workaround_minutes = minutes_field(_("Minutes per case that the workaround takes"))
    field_order: Sequence[str] = IMPACT

    def impact(self) -> dict:
        """The cleaned volumes, ready for `declare_impact`."""
        return {name: self.cleaned_data[name] for name in IMPACT}


class DeclaredForm(VolumesForm):
    """What one CPAS declares on a problem, on a page or in a row of a table."""

    answer = forms.ChoiceField(label=_("Is your CPAS concerned?"), choices=Answer.choices, widget=forms.RadioSelect)
    first_seen_on = DayField(label=_("First seen on"), required=False, past=True)
    last_seen_on = DayField(label=_("Last seen on"), required=False, past=True)
    field_order = ("answer", "cases", "minutes_likely", "minutes_low", "minutes_high")

    def clean(self) -> dict:
        """Insist on dates in order."""
        data = super().clean() or {}
        first, last = data.get("first_seen_on"), data.get("last_seen_on")
        if first and last and last < first:
            self.add_error("last_seen_on", _("This is before the day on which it was first seen."))
        return data


class DeclarationForm(VersionedFormMixin, DeclaredForm):
    """The same on its page, where it may revise what stands."""
