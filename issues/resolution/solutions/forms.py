"""Proposing and steering a solution."""

import uuid
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import DayField
from issues.fieldwork.impacts.forms import minutes_field
from issues.problems.records import forms as problem_forms
from issues.resolution.solutions.models import Kind


class ProposalForm(GuardedFormMixin, forms.Form):
    """A solution for a problem: what, by whom, by when."""

    title = forms.CharField(label=_("Title"), max_length=140)
    text = forms.CharField(label=_("What will be done"), max_length=10000, widget=forms.Textarea(attrs={"rows": 6}))
    kind = forms.ChoiceField(label=_("Kind of solution"), choices=Kind.choices)
    owner = forms.TypedChoiceField(label=_("Owner"), coerce=int)
    due_on = DayField(label=_("Due date"), required=False)
    promised_minutes = minutes_field(_("Minutes saved per case, as promised"))
    language = forms.ChoiceField(label=_("Language of your text"), choices=[("fr", "Français"), ("nl", "Nederlands")])
    title_other = forms.CharField(
        label=_("Title in the other language"),
        required=False,
        max_length=140,
        help_text=_("A draft, which anyone who writes here can correct or check later."),
    )
    submission = forms.CharField(widget=forms.HiddenInput, max_length=36, initial=lambda: str(uuid.uuid4()))
    unguarded = ("submission",)

    def __init__(self, owners, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["owner"]).choices = [
            (organisation.pk, str(organisation)) for organisation in owners
        ]


class MoveForm(problem_forms.MoveForm):
    """Where a solution goes next, and why."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Demanded when a solution is not retained."),
    )


class DueForm(VersionedFormMixin, forms.Form):
    """Another date for a solution."""

    due_on = DayField(label=_("Due date"))
