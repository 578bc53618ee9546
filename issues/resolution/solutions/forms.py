"""Proposing, steering and judging a solution."""

import uuid
from collections.abc import Sequence
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from committee.access.forms import VersionedFormMixin
from committee.organisations.queries import Centre
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import DayField
from issues.fieldwork.impacts.forms import minutes_field
from issues.problems.records import forms as problem_forms
from issues.resolution.solutions.models import Kind
from issues.resolution.solutions.states import Outcome


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


WHO_READS = gettext_noop(
    "The CPAS and the federations read it with the name of your CPAS. Where it works partly or not at all, %(owner)s, "
    "who owns the solution, reads it too."
)


class VerdictForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """Whether a delivered solution works in one's CPAS; whoever works for several says in which."""

    organisation = forms.TypedChoiceField(label=_("For which CPAS?"), coerce=int, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=_("Does it work in your CPAS?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("What you saw"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, places: Sequence[Centre], *args, owner: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["comment"].help_text = _(WHO_READS) % {"owner": owner}
        if len(places) == 1:
            del self.fields["organisation"]
        else:
            cast(forms.ChoiceField, self.fields["organisation"]).choices = [(one.pk, one.name) for one in places]

    def clean(self) -> dict:
        """The identifier of the CPAS, chosen or the only one."""
        data = super().clean() or {}
        if not self.errors:
            data.setdefault("organisation", self.places[0].pk)
        return data


class DueForm(VersionedFormMixin, forms.Form):
    """Another date for a solution."""

    due_on = DayField(label=_("Due date"))
