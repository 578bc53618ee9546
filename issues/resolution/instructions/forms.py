"""Issuing and withdrawing an instruction."""

import uuid
from collections.abc import Iterable
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import DayField
from issues.resolution.instructions.models import Instruction, Kind


class InstructionForm(GuardedFormMixin, forms.Form):
    """What is done meanwhile, from a day to a day."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=140)
    text = forms.CharField(label=_("What is to be done"), max_length=10000, widget=forms.Textarea(attrs={"rows": 6}))
    from_on = DayField(label=_("In force from"))
    until_on = DayField(
        label=_("In force until"),
        required=False,
        help_text=_("The last day. Without one it holds until it is withdrawn."),
    )
    replaces = forms.TypedChoiceField(label=_("Instead of"), coerce=int, empty_value=None, required=False)
    language = forms.ChoiceField(label=_("Language of your text"), choices=[("fr", "Français"), ("nl", "Nederlands")])
    title_other = forms.CharField(
        label=_("Title in the other language"),
        max_length=140,
        help_text=_("Whoever follows it reads its title in their own language."),
    )
    summary_other = forms.CharField(
        label=_("Summary in the other language"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    submission = forms.CharField(widget=forms.HiddenInput, max_length=36, initial=lambda: str(uuid.uuid4()))
    unguarded = ("submission",)

    def __init__(self, replaceable: Iterable[Instruction], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.replaceable = {one.pk: one for one in replaceable}
        known = [(pk, f"{one.number} {one.title_here}") for pk, one in self.replaceable.items()]
        cast(forms.ChoiceField, self.fields["replaces"]).choices = [("", "–"), *known]
        if not known:
            del self.fields["replaces"]

    def clean(self) -> dict:
        """The instruction itself that this one replaces."""
        data = super().clean() or {}
        return {**data, "replaces": self.replaceable.get(data.get("replaces") or 0)}


class WithdrawalForm(GuardedFormMixin, forms.Form):
    """Why an instruction holds no longer."""

    reason = forms.CharField(label=_("Reason"), max_length=400)
