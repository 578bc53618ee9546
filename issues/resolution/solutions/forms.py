"""Proposing and steering a solution."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import DayField
from issues.attachments.forms import AttachmentsField
from issues.fieldwork.impacts.forms import minutes_field
from issues.problems.records import forms as problem_forms
from issues.resolution.solutions.models import Kind

OwnerChoice = tuple[str, str]
"""An owner in a word (`queries.owner_choices`) and how people call it."""


class ProposalForm(GuardedFormMixin, forms.Form):
    """A solution for a problem: what, by whom, by when."""

    title = forms.CharField(label=_("Title"), max_length=140)
    text = forms.CharField(label=_("What will be done"), max_length=10000, widget=forms.Textarea(attrs={"rows": 6}))
    kind = forms.ChoiceField(label=_("Kind of solution"), choices=Kind.choices)
    owner = forms.ChoiceField(label=_("Owner"), help_text=_("An organisation, or one of its seats."))
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

    def __init__(self, owners: Iterable[OwnerChoice], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["owner"]).choices = list(owners)


class MoveForm(problem_forms.MoveForm):
    """Where a solution goes next, and why."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Demanded when a solution is not retained."),
    )


class DueForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """Another date for a solution, and why it is later than what was promised."""

    due_on = DayField(label=_("Due date"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=400,
        help_text=_("Demanded for a later day once the solution is agreed; it stays with the dates."),
    )


class RevisionForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """What a solution says, to be corrected."""

    title = forms.CharField(label=_("Title"), max_length=140)
    text = forms.CharField(label=_("What will be done"), max_length=10000, widget=forms.Textarea(attrs={"rows": 8}))
    kind = forms.ChoiceField(label=_("Kind of solution"), choices=Kind.choices)
    promised_minutes = minutes_field(_("Minutes saved per case, as promised"))


class OwnerForm(VersionedFormMixin, forms.Form):
    """Who owns a solution: an organisation, or one of its seats."""

    owner = forms.ChoiceField(label=_("Owner"))

    def __init__(self, owners: Iterable[OwnerChoice], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["owner"]).choices = list(owners)


class TieForm(GuardedFormMixin, forms.Form):
    """Something that a solution is tied to, named by its reference; `find` gives it, or None where the person reads none."""

    field = ""
    refusal = _("No such reference stands in the lanes that you read.")

    def __init__(self, find: Callable[[str], Any], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.find = find

    def clean(self) -> dict:
        """The thing instead of its reference."""
        data = super().clean() or {}
        if data.get(self.field):
            found = self.find(data[self.field])
            if found is None:
                self.add_error(self.field, self.refusal)
            data[self.field] = found
        return data


class ProblemTieForm(TieForm):
    """One more problem that a solution answers."""

    field = "problem"
    problem = forms.CharField(label=_("Reference of the problem"), max_length=40, help_text="CO-2026-0042")


class DependencyForm(TieForm):
    """One more solution that a solution waits for."""

    field = "waits_for"
    waits_for = forms.CharField(label=_("Number of the solution"), max_length=40, help_text="SOL-12")


class DocumentsForm(forms.Form):
    """Files for a solution."""

    documents = AttachmentsField(label=_("Documents"), required=True)


class RemovalForm(forms.Form):
    """Something tied to a solution is taken away: the button says which, and nothing is written."""


class PublicForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """What the public reads of a solution, in both languages."""

    title_fr = forms.CharField(label=_("Title in French"), max_length=140, widget=forms.TextInput(attrs={"lang": "fr"}))
    summary_fr = forms.CharField(
        label=_("Summary in French"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "lang": "fr"})
    )
    title_nl = forms.CharField(label=_("Title in Dutch"), max_length=140, widget=forms.TextInput(attrs={"lang": "nl"}))
    summary_nl = forms.CharField(
        label=_("Summary in Dutch"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "lang": "nl"})
    )
