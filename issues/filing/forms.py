"""Filing a problem with one's own volumes."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import SHORT
from issues.attachments.forms import AttachmentsField
from issues.impacts.forms import DAY, IMPACT, VolumesForm
from issues.problems.census import TERMS
from issues.problems.forms import TermField
from issues.problems.models import Severity, Term


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
    software = TermField(Term.Scheme.SOFTWARE, label=_("Software family"))
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
        skipped = {*IMPACT, "lane", "files", *TERMS}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in skipped}
        terms = {f"{name}_id": self.cleaned_data[name] for name in TERMS}
        return facts | terms | {"translation": "draft" if facts["title_other"] else "missing"}
