"""Sorting, asking, answering, merging, splitting and relating."""

import uuid
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from issues.intake.triage.models import RelationKind
from issues.intake.triage.policy import why_not_merge
from issues.problems.records.dimensions import TERMS
from issues.problems.records.forms import risk_reason_field, with_risk
from issues.problems.records.models import Problem, Severity
from issues.problems.records.references import reference_in
from issues.problems.taxonomies.forms import TermField
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.queries import terms_by_id


class ClassificationForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """Where a problem belongs, how grave it is, and whether a right is at risk."""

    chain = TermField(Term.Scheme.CHAIN, label=_("Link of the chain"))
    category = TermField(Term.Scheme.CATEGORY, label=_("Category"))
    tool = TermField(Term.Scheme.TOOL, label=_("Tool"))
    service = TermField(Term.Scheme.SERVICE, label=_("Service concerned"))
    software = TermField(Term.Scheme.SOFTWARE, label=_("Software family"))
    severity = forms.TypedChoiceField(label=_("Severity"), choices=Severity.choices, coerce=int)
    right_at_risk = forms.BooleanField(label=_("A person's right is at risk"), required=False)
    risk_reason = risk_reason_field()

    def __init__(self, problem: Problem, *args, **kwargs) -> None:
        now = {name: getattr(problem, f"{name}_id") for name in TERMS}
        now |= {name: getattr(problem, name) for name in ("severity", "right_at_risk", "risk_reason")}
        super().__init__(*args, **{**kwargs, "standing": now})
        for name in TERMS:
            self.keep_retired(cast(TermField, self.fields[name]), terms_by_id().get(now[name]))

    @staticmethod
    def keep_retired(field: TermField, term: Term | None) -> None:
        """Let a term that was retired since stay where it stands."""
        if term and term.retired_on:
            field.choices = [*field.current(), (term.pk, str(term))]

    def clean(self) -> dict:
        """Ask why a right is at risk."""
        return with_risk(self, super().clean() or {})

    def facts(self) -> dict:
        """The cleaned fields, ready for `classify_problem`."""
        return {f"{name}_id" if name in TERMS else name: value for name, value in self.cleaned_data.items()}


class QuestionForm(GuardedFormMixin, forms.Form):
    """What the secretariat wants to know."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everyone who reads the problem reads the question and its answer."),
    )


class AnswerForm(GuardedFormMixin, forms.Form):
    """What the organisation that was asked answers."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("No name, number or address of a person who asks for help."),
    )


class ReasonForm(GuardedFormMixin, forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Those concerned will read it."),
    )


class SplitForm(GuardedFormMixin, forms.Form):
    """The second problem."""

    title = forms.CharField(label=_("Title of the new problem"), max_length=140)
    description = forms.CharField(label=_("What happened?"), max_length=10000, widget=forms.Textarea(attrs={"rows": 8}))
    submission = forms.CharField(widget=forms.HiddenInput, max_length=36, initial=lambda: str(uuid.uuid4()))
    unguarded = ("submission",)


class OtherForm(forms.Form):
    """Another problem, by its reference or by words of it, among those that the reader reads.

    Words are no answer yet: the form comes back with what they may mean (`words`), to choose from.
    """

    reference = forms.CharField(
        label=_("Reference or words of the other problem"),
        max_length=140,
        help_text=_("CO-2026-0042, or words of its title: you then choose among the problems that hold them."),
    )

    def __init__(self, person, problem: Problem, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.problem = person, problem
        self.other: Problem | None = None
        self.words = ""

    def clean_reference(self) -> str:
        """Find the other problem; however its reference was typed."""
        reference = reference_in(self.cleaned_data["reference"])
        if not reference:
            self.words = self.cleaned_data["reference"]
            raise forms.ValidationError(_("Choose the problem that you mean among those below."))
        visible = Problem.objects.visible_to(self.person).select_related("space", "tally")
        self.other = visible.filter(reference=reference).first()
        if self.other is None:
            raise forms.ValidationError(_("There is no problem of this reference that you may read."))
        if self.other.pk == self.problem.pk:
            raise forms.ValidationError(_("This is the problem itself."))
        return reference


class TargetForm(OtherForm):
    """The problem into which another is merged."""

    def clean_reference(self) -> str:
        """Refuse, in words, what cannot be merged."""
        reference = super().clean_reference()
        if self.other and (refusal := why_not_merge(self.problem, self.other)):
            raise forms.ValidationError(str(refusal))
        return reference


class RelationForm(OtherForm):
    """How a problem stands to another."""

    kind = forms.ChoiceField(
        label=_("This problem"), choices=[(one.value, one.label) for one in RelationKind if one != "split_from"]
    )
    field_order = ("kind", "reference")
