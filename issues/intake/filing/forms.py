"""Filing a problem with one's own volumes, keeping what was begun, and carrying it over to a problem that exists."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin, say_value
from committee.access.lanes import SHORT
from committee.privacy.models import refuse_personal_data
from committee.writing.forms import DayField
from committee.writing.signs import plain_lines
from issues.attachments.forms import AttachmentsField
from issues.conversation.discussions.forms import PostForm
from issues.fieldwork.impacts.forms import IMPACT, VolumesForm
from issues.problems.records.dimensions import TERMS
from issues.problems.records.forms import risk_reason_field
from issues.problems.records.models import Severity
from issues.problems.records.translations import translated_facts
from issues.problems.taxonomies.forms import TermField
from issues.problems.taxonomies.models import Term

LONGEST = 10000
CHOSEN = ("lane", "language", "severity")
"""Fields that say something before anybody has written anything."""


class FilingForm(VersionedFormMixin, VolumesForm):
    """A new problem. Three questions first; everything else may be left as it is.

    It carries the version of the draft that it shows, and which open page it stands in (`window`).
    """

    title = forms.CharField(
        label=_("Title"), max_length=140, help_text=_("In one line, as you would say it to a colleague.")
    )
    description = forms.CharField(
        label=_("What happened?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
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
    first_seen_on = DayField(label=_("First seen on"), required=False, past=True)
    new_situation = forms.BooleanField(label=_("A new situation, which no rule foresees"), required=False)
    right_at_risk = forms.BooleanField(label=_("A person's right is at risk"), required=False)
    risk_reason = risk_reason_field(widget=forms.TextInput(attrs={"list": "risk-reasons"}))
    title_other = forms.CharField(label=_("Title in the other language"), required=False, max_length=140)
    summary_other = forms.CharField(
        label=_("Summary in the other language"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    files = AttachmentsField(label=_("Attachments"), required=False)  # type: ignore[assignment]
    submission = forms.CharField(widget=forms.HiddenInput, max_length=36, initial=lambda: str(uuid.uuid4()))
    window = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36, initial=lambda: str(uuid.uuid4()))

    FOLDS = {
        "where": ("tool", "service", "category", "software", "software_version", "pilot"),
        "gravity": ("severity", "first_seen_on", "new_situation"),
        "volume": ("minutes_low", "minutes_high", "measured", "workaround", "workaround_minutes"),
        "language": ("title_other", "summary_other", "files"),
    }
    FIRST = ("title", "description", "chain", "cases", "minutes_likely")
    unguarded = ("submission", "window", "version")

    def __init__(self, spaces, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.spaces = {space.lane: space for space in spaces}
        cast(forms.ChoiceField, self.fields["lane"]).choices = [(lane, SHORT[lane]) for lane in self.spaces]
        self.fields["lane"].initial = next(iter(self.spaces), None)

    def lanes(self) -> list[dict]:
        """The lanes as the form draws them."""
        chosen = str(self["lane"].value() or "")
        return [
            {"code": lane, "label": SHORT[lane], "who": lane.label, "checked": lane == chosen} for lane in self.spaces
        ]

    def open_folds(self) -> dict[str, bool]:
        """Which folded parts must be seen at once: something was put in one of their fields, or must be mended."""
        return {fold: any(self.stands_out(name) for name in names) for fold, names in self.FOLDS.items()}

    def stands_out(self, name: str) -> bool:
        """Whether one field must be seen at once."""
        if self.is_bound and name in self.errors:
            return True
        return str(self[name].value() or "") not in ("", "False", str(self.fields[name].initial or ""))

    def clean(self) -> dict:
        """Ask why a right is at risk."""
        data = super().clean() or {}
        if data.get("right_at_risk") and not data.get("risk_reason", "").strip():
            self.add_error("risk_reason", _("Say which right is at risk, and why."))
        if not data.get("right_at_risk"):
            data["risk_reason"] = ""
        return data

    def facts(self) -> dict:
        """The cleaned fields of the problem itself, ready for `file_problem`."""
        skipped = {*IMPACT, "lane", "files", "window", "version", *TERMS}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in skipped}
        terms = {f"{name}_id": self.cleaned_data[name] for name in TERMS}
        return translated_facts(facts | terms)

    def differences(self, standing: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        """The fields in which the draft differs from what was typed here, whether or not that could be filed."""
        for name in KEPT:
            theirs, mine = standing.get(name, ""), plain_lines(self.data.get(name, ""))
            if theirs != mine:
                field = self.fields[name]
                yield str(field.label), say_value(field, theirs), say_value(field, mine)


KEPT = tuple(name for name in FilingForm.base_fields if name not in ("files", "submission", "window"))


def split_storable(data) -> tuple[dict[str, str], dict[str, str]]:
    """What of a filing form as it was sent can be kept as a draft, and why the rest cannot, by the names of fields.

    Nothing is asked but that it holds no personal data and can be stored.
    """
    kept, left = {}, {}
    for name in KEPT:
        try:
            if value := require_storable(plain_lines(data.get(name, ""))):
                kept[name] = value
        except ValidationError as refusal:
            left[name] = " ".join(refusal.messages)
    return kept, left


def describe_left_out(left: dict[str, str]) -> list[dict[str, str]]:
    """The fields that were left out of a draft, by their labels, with the reason of each."""
    labels = FilingForm.base_fields
    return [{"name": name, "label": str(labels[name].label), "reason": why} for name, why in left.items()]


def require_storable(value: str) -> str:
    """The words of one field. Raises ValidationError, without repeating them."""
    refuse_personal_data(value)
    if len(value) > LONGEST:
        raise ValidationError(_("This is too long, or holds signs that cannot be stored."))
    return value


def has_content(kept: dict[str, str]) -> bool:
    """Whether somebody has begun to file: choices that stand there from the beginning do not count."""
    return any(value.strip() for name, value in kept.items() if name not in CHOSEN)


class DraftPostForm(PostForm):
    """What was written in a draft, offered as a post. Lane and text are asked for only where it is to be said."""

    kind = files = key = None  # type: ignore[assignment]

    def __init__(self, spaces, *args, **kwargs) -> None:
        super().__init__(spaces, *args, **kwargs)
        for name in ("lane", "text"):
            self.fields[name].required = False

    @property
    def says(self) -> bool:
        """Whether the button that says it was pressed."""
        return "say" in self.data

    def clean(self) -> dict:
        """Ask for what a post needs."""
        data = super().clean() or {}
        for name in ("lane", "text"):
            if self.says and not data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return data


class AffectedForm(VolumesForm):
    """“We have this too”: the volumes of another CPAS, and since when."""

    first_seen_on = DayField(label=_("First seen on"), required=False, past=True)

    def declaration(self) -> dict:
        """The cleaned declaration, ready for `declare_impact`."""
        return self.impact() | {"first_seen_on": self.cleaned_data["first_seen_on"]}


class DraftDeclarationForm(DraftPostForm, AffectedForm):
    """A draft as a declaration, with what was written in it."""
