"""Volumes, and what a CPAS declares on a problem."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from issues.fieldwork.impacts.models import Answer

IMPACT = ("cases", "minutes_low", "minutes_likely", "minutes_high", "measured", "workaround", "workaround_minutes")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def count_field(label, most: int, **options) -> forms.IntegerField:
    """A whole number from nought to a most."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, **options)


class VolumesForm(GuardedFormMixin, forms.Form):
    """Cases per month, extra minutes per case as a range, and the workaround."""

    cases = count_field(_("Cases per month"), 100000)
    minutes_likely = count_field(_("Extra minutes per case, most often"), 10000)
    minutes_low = count_field(_("At least"), 10000)
    minutes_high = count_field(_("At most"), 10000)
    measured = forms.BooleanField(label=_("Measured, not estimated"), required=False)
    workaround = forms.CharField(
        label=_("Workaround: what you do instead"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    workaround_minutes = count_field(_("Minutes per case that the workaround takes"), 10000)

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

    def impact(self) -> dict:
        """The cleaned volumes, ready for `declare_impact`."""
        return {name: self.cleaned_data[name] for name in IMPACT}


class DeclaredForm(VolumesForm):
    """What one CPAS declares on a problem, on a page or in a row of a table."""

    answer = forms.ChoiceField(label=_("Is your CPAS concerned?"), choices=Answer.choices, widget=forms.RadioSelect)
    first_seen_on = forms.DateField(label=_("First seen on"), required=False, widget=DAY)
    last_seen_on = forms.DateField(label=_("Last seen on"), required=False, widget=DAY)
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
