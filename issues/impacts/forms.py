"""Filing a problem with one's own volumes, and declaring volumes on another's problem."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import SHORT
from committee.privacy.forms import GuardedFormMixin
from issues.attachments.forms import AttachmentsField
from issues.impacts.models import Answer
from issues.problems.forms import TermField
from issues.problems.models import Severity, Term

IMPACT = ("cases", "minutes_low", "minutes_likely", "minutes_high", "measured", "workaround")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def count(label, most: int, **options) -> forms.IntegerField:
    """A whole number from nought to a most."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, **options)


class VolumesForm(GuardedFormMixin, forms.Form):
    """Cases per month, extra minutes per case as a range, and the workaround."""

    cases = count(_("Cases per month"), 100000)
    minutes_likely = count(_("Extra minutes per case, most often"), 10000)
    minutes_low = count(_("At least"), 10000)
    minutes_high = count(_("At most"), 10000)
    measured = forms.BooleanField(label=_("Measured, not estimated"), required=False)
    workaround = forms.CharField(
        label=_("Workaround, and what it costs"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict:
        """Insist that at least ≤ most often ≤ at most."""
        data = super().clean()
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


class FilingForm(VolumesForm):
    """A new problem. Three questions first; everything else may be left as it is."""

    title = forms.CharField(
        label=_("Title"), max_length=140, help_text=_("In one line, as you would say it to a colleague.")
    )
    description = forms.CharField(
        label=_("What happened?"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("No name, number or address of a person who asks for help."),
    )
    chain = TermField(Term.Scheme.CHAIN, label=_("Link of the chain"))
    lane = forms.ChoiceField(label=_("Who can read this"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of your text"), choices=[("fr", "Français"), ("nl", "Nederlands")])
    category = TermField(Term.Scheme.CATEGORY, label=_("Category"))
    tool = TermField(Term.Scheme.TOOL, label=_("Tool"))
    service = TermField(Term.Scheme.SERVICE, label=_("Service concerned"))
    severity = forms.TypedChoiceField(
        label=_("Severity"), choices=Severity.choices, coerce=int, initial=Severity.MODERATE
    )
    software = forms.CharField(label=_("Supplier software"), required=False, max_length=80)
    software_version = forms.CharField(label=_("Version"), required=False, max_length=40)
    pilot = forms.BooleanField(label=_("Our CPAS was a pilot"), required=False)
    first_seen_on = forms.DateField(label=_("First seen on"), required=False, widget=DAY)
    new_situation = forms.BooleanField(label=_("A new situation, which no rule foresees"), required=False)
    right_at_risk = forms.BooleanField(label=_("A person's right is at risk"), required=False)
    risk_reason = forms.CharField(
        label=_("Which right, and why"),
        required=False,
        max_length=240,
        help_text=_("Date of the request, thirty-day decision, no counter …"),
    )
    title_other = forms.CharField(label=_("Title in the other language"), required=False, max_length=140)
    summary_other = forms.CharField(
        label=_("Summary in the other language"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    files = AttachmentsField(label=_("Attachments"), required=False)
    submission = forms.CharField(widget=forms.HiddenInput, max_length=36, initial=lambda: str(uuid.uuid4()))

    FIRST = ("title", "description", "chain", "cases", "minutes_likely")
    unguarded = ("submission",)

    def __init__(self, spaces, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.spaces = {space.lane: space for space in spaces}
        self.fields["lane"].choices = [(lane, SHORT[lane]) for lane in self.spaces]
        self.fields["lane"].initial = next(iter(self.spaces), None)

    def lanes(self) -> list[dict]:
        """The lanes as the form draws them."""
        chosen = str(self["lane"].value() or "")
        return [
            {"code": lane, "label": SHORT[lane], "who": lane.label, "checked": lane == chosen} for lane in self.spaces
        ]

    def clean(self) -> dict:
        """Ask why a right is at risk."""
        data = super().clean()
        if data.get("right_at_risk") and not data.get("risk_reason", "").strip():
            self.add_error("risk_reason", _("Say which right is at risk, and why."))
        if not data.get("right_at_risk"):
            data["risk_reason"] = ""
        return data

    def facts(self) -> dict:
        """The cleaned fields of the problem itself, ready for `file_problem`."""
        skipped = {*IMPACT, "lane", "files", "chain", "category", "tool", "service"}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in skipped}
        terms = {f"{name}_id": self.cleaned_data[name] for name in ("chain", "category", "tool", "service")}
        return facts | terms | {"translation": "draft" if facts["title_other"] else "missing"}


class DeclarationForm(VolumesForm):
    """What one CPAS declares on a problem."""

    answer = forms.ChoiceField(label=_("Is your CPAS concerned?"), choices=Answer.choices, widget=forms.RadioSelect)
    first_seen_on = forms.DateField(label=_("First seen on"), required=False, widget=DAY)
    last_seen_on = forms.DateField(label=_("Last seen on"), required=False, widget=DAY)
    field_order = ("answer", "cases", "minutes_likely", "minutes_low", "minutes_high")

    def clean(self) -> dict:
        """Insist on dates in order."""
        data = super().clean()
        first, last = data.get("first_seen_on"), data.get("last_seen_on")
        if first and last and last < first:
            self.add_error("last_seen_on", _("This is before the day on which it was first seen."))
        return data
