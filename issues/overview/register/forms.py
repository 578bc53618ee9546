"""Names for views, and what is to be done with many problems."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.privacy.forms import GuardedFormMixin
from issues.intake.triage.policy import may_run_queue
from issues.overview.register.models import SavedView
from issues.overview.register.queries.lists import owner_names
from issues.problems.records.models import Severity
from issues.problems.records.states import BY_HAND, State
from issues.problems.taxonomies.forms import TermField
from issues.problems.taxonomies.models import Term

AS_IT_IS = [("", _("As it is"))]
TARGETS = [(state.value, state.label) for state in State if any(move.target == state for move in BY_HAND)]


class ViewForm(GuardedFormMixin, forms.Form):
    """A name for a view; for the secretariat also in the other language, and whether all are offered it."""

    name = forms.CharField(label=_("Name of the view"), max_length=60)
    name_other = forms.CharField(label=_("Name in the other language"), max_length=60, required=False)
    shared = forms.BooleanField(label=_("Offer it to everyone"), required=False)
    query = forms.CharField(
        max_length=SavedView._meta.get_field("query").max_length, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, sharing: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not sharing:
            del self.fields["shared"], self.fields["name_other"]

    def names(self) -> dict[str, str]:
        """The names that were given, by field."""
        return {name: self.cleaned_data.get(name, "") for name in ("name", "name_other")}

    def clean(self) -> dict:
        """Insist on a name in both languages for what everyone sees."""
        data = super().clean() or {}
        if data.get("shared") and not data.get("name_other"):
            self.add_error("name_other", _("Everyone sees this view: give its name in both languages."))
        return data


class TogetherForm(GuardedFormMixin, forms.Form):
    """What is done with every problem chosen; what is left as it is stays."""

    move = forms.ChoiceField(label=_("Move to"), required=False, choices=AS_IT_IS + TARGETS)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        help_text=_("Demanded when a problem is closed or opened again."),
    )
    owner = forms.ChoiceField(label=_("In the hands of"), required=False)
    category = TermField(Term.Scheme.CATEGORY, label=_("Category"))
    chain = TermField(Term.Scheme.CHAIN, label=_("Link of the chain"))
    severity = forms.TypedChoiceField(
        label=_("Severity"), required=False, coerce=int, empty_value=None, choices=[*AS_IT_IS, *Severity.choices]
    )

    def __init__(self, *args, owning: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(pk), function) for pk, function in owner_names().items()]
        cast(forms.ChoiceField, self.fields["owner"]).choices = [*AS_IT_IS, ("none", _("Nobody")), *people]
        for name in ("category", "chain"):
            field = cast(TermField, self.fields[name])
            field.choices = [("", AS_IT_IS[0][1]), *field.current()[1:]]
        if not owning:
            del self.fields["owner"]

    def clean(self) -> dict:
        """Insist that something is to be done."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in ("move", "owner", "category", "chain", "severity")):
            self.add_error(None, _("Say what is to be done with the problems chosen."))
        return data

    def deeds(self) -> dict:
        """What is to be done, as `triage_many` takes it; `owner` as it was chosen."""
        data = self.cleaned_data
        facts = {f"{name}_id": data[name] for name in ("category", "chain") if data.get(name)}
        facts |= {"severity": data["severity"]} if data.get("severity") else {}
        return facts | {"move": data["move"], "reason": data["reason"]}


def selection_form(person, data=None) -> TogetherForm:
    """What may be done with many problems at once."""
    return TogetherForm(data, owning=may_run_queue(person), auto_id="together_%s")
