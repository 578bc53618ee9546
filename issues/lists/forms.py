"""The filters of the list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.lists.queries import Filters
from issues.problems.forms import TermField
from issues.problems.models import Severity, Term
from issues.problems.states import State

ANY = [("", _("Any"))]


class FiltersForm(forms.Form):
    """What the list is narrowed by; it lives in the address. What makes no sense is left out, never an error page."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=ANY + State.choices)
    chain = TermField(Term.Scheme.CHAIN, label=_("Link of the chain"))
    category = TermField(Term.Scheme.CATEGORY, label=_("Category"))
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=ANY + Severity.choices)
    risk = forms.BooleanField(label=_("Right at risk"), required=False)
    mine = forms.BooleanField(label=_("Filed by me"), required=False)

    def filters(self) -> Filters:
        """The filters that make sense, as the queries take them."""
        self.is_valid()
        cleaned = {name: value for name, value in self.cleaned_data.items() if value}
        return Filters(**{**cleaned, **{n: str(v) for n, v in cleaned.items() if n in ("chain", "category")}})

    def selects(self) -> list[dict]:
        """The choices as the filter bar draws them."""
        return [self.select(self[name]) for name in ("state", "chain", "category", "severity")]

    def select(self, bound) -> dict:
        """One choice: its name, its label and its options."""
        value = str(bound.value() or "")
        choices = [(str(code), label) for code, label in bound.field.choices]
        options = [{"value": code, "label": label, "selected": code == value} for code, label in choices]
        return {"name": bound.name, "label": bound.label, "options": options}

    def checks(self) -> list[dict]:
        """The boxes as the filter bar draws them."""
        return [{"name": n, "label": self[n].label, "checked": bool(self[n].value())} for n in ("risk", "mine")]
