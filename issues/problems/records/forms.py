"""Forms about the life of a problem."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import DayField
from issues.problems.records.translations import Translated

ROOM = forms.Textarea(attrs={"rows": 3})


class MoveForm(GuardedFormMixin, forms.Form):
    """Where a problem goes next, and why."""

    target = forms.ChoiceField(label=_("Move to"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Demanded when a problem is closed or opened again; it stays with the history."),
    )

    def __init__(self, moves, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.moves = moves
        cast(forms.ChoiceField, self.fields["target"]).choices = [(move.target, move.target.label) for move in moves]

    def clean(self) -> dict:
        """Ask for the reason where the move demands one."""
        data = super().clean() or {}
        move = next((move for move in self.moves if move.target == data.get("target")), None)
        if move and move.reasoned and not data.get("reason", "").strip():
            self.add_error("reason", _("This move demands a reason: those concerned will read it."))
        return data


class NeededField(forms.CharField):
    """A text that is needed where something else on the form says so: never called optional. The form asks for it."""

    needed = True

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, **kwargs)


def risk_reason_field(**kwargs) -> NeededField:
    """Which right is at risk, and why: needed as soon as one is."""
    words = _("Needed where a right is at risk: date of the request, thirty-day decision, no counter …")
    return NeededField(label=_("Which right, and why"), max_length=240, help_text=words, **kwargs)


class RevisionForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """What a problem says, to be corrected."""

    title = forms.CharField(label=_("Title"), max_length=140)
    description = forms.CharField(
        label=_("What happened?"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("No name, number or address of a person who asks for help."),
    )
    right_at_risk = forms.BooleanField(label=_("A person's right is at risk"), required=False)
    risk_reason = risk_reason_field()
    first_seen_on = DayField(label=_("First seen on"), required=False, past=True)
    software_version = forms.CharField(label=_("Version of the software"), required=False, max_length=40)
    new_situation = forms.BooleanField(label=_("A new situation, which no rule foresees"), required=False)
    pilot = forms.BooleanField(label=_("Our CPAS was a pilot"), required=False)

    def clean(self) -> dict:
        """Ask why a right is at risk."""
        return with_risk(self, super().clean() or {})


def with_risk(form: forms.Form, data: dict) -> dict:
    """Ask for the reason of a right at risk, and drop one that nothing needs."""
    if data.get("right_at_risk") and not data.get("risk_reason", "").strip():
        form.add_error("risk_reason", _("Say which right is at risk, and why."))
    return data if data.get("right_at_risk") else {**data, "risk_reason": ""}


class TranslationForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """Title and summary in the other language."""

    title = forms.CharField(label=_("Title in the other language"), max_length=140)
    summary = forms.CharField(
        label=_("Summary in the other language"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    checked = forms.TypedChoiceField(
        label=_("How far it can be relied on"),
        choices=[
            ("", _("Draft: to be read again")),
            ("1", _("Checked by somebody who knows both languages")),
        ],
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]
        required=False,
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, thing: Translated, data=None) -> TranslationForm:
        """The form for what a thing says in the other language now."""
        known = thing.translated
        return cls(data, standing=known, initial={"checked": "1" if known["checked"] else ""})
