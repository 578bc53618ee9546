"""Words into clean data, at the desk where evidence is gathered."""

import re
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.journal.punctuation import fill_in
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import DayField
from committee.writing.signs import plain_signs
from issues.problems.records.models import Problem
from issues.problems.records.queries import matching_title
from issues.problems.records.references import reference_in
from publications.opinions.models import AuthorityAnswer, Stance
from publications.opinions.records import Standing

REFERENCE = re.compile(r"CO-\d{4}-\d{4,}", re.I)
MOST_MATCHES = 5


class CiteForm(GuardedFormMixin, forms.Form):
    """A problem, by its reference or by words of its title; `problems` are those that may be chosen."""

    problem = forms.CharField(
        label=_("Add a problem"),
        help_text=_("Its reference, such as CO-2026-0042, or words of its title. Only problems of the common lane."),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "shared-problems", "autocomplete": "off"}),
    )

    def __init__(self, *args, problems, **kwargs) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.problems = problems

    def clean_problem(self) -> Problem:
        """Find the one problem that is meant."""
        words = self.cleaned_data["problem"]
        within = REFERENCE.search(plain_signs(words))
        reference = reference_in(words) or (within[0].upper() if within else "")
        wanted = {"reference": reference} if reference else {}
        found = list(
            self.problems.filter(**wanted)
            if wanted
            else self.problems.filter(matching_title(words))[: MOST_MATCHES + 1]
        )
        if len(found) != 1:
            raise ValidationError(describe_several_matches(found) if found else describe_no_match(words))
        return found[0]


def describe_no_match(words: str) -> str:
    """What to say when nothing fits; a problem of another lane reads the same as none."""
    said = _(
        "No problem of the common lane answers to “%(words)s”. Only shared problems become public evidence: "
        "look it up in the list of problems and copy its reference."
    )
    return fill_in(said, {"words": Truncator(words).chars(60)})


def describe_several_matches(found: list[Problem]) -> str:
    """What to say when more than one fits."""
    names = [f"{problem.reference} {Truncator(problem.title_here).chars(50)}" for problem in found[:MOST_MATCHES]]
    names += ["…"] if len(found) > MOST_MATCHES else []
    return _("Several problems answer to these words; give the reference of one: %(names)s") % {
        "names": "; ".join(names)
    }


class WithdrawForm(GuardedFormMixin, forms.Form):
    """Why a problem is no longer evidence."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Those who follow the problem will read it.")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class AnswerForm(VersionedFormMixin, GuardedFormMixin, forms.ModelForm):
    """What an addressee answered to one observation, when, in which words, and where that is to be read."""

    unguarded = ("source",)
    source = forms.URLField(
        label=_("Source of the answer"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Its address on the web, where there is one."),
    )
    dated = DayField(label=_("Date of the answer"), required=False, past=True)

    class Meta:
        model = AuthorityAnswer
        fields = ("stance", "dated", "text_fr", "text_nl", "source")
        labels: ClassVar[dict] = {
            "stance": _("The authority’s answer"),
            "text_fr": _("In French"),
            "text_nl": _("In Dutch"),
        }
        widgets: ClassVar[dict] = {
            "text_fr": forms.Textarea(attrs={"rows": 3, "lang": "fr"}),
            "text_nl": forms.Textarea(attrs={"rows": 3, "lang": "nl"}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict:
        """Ask for the date of an answer that was given."""
        data = super().clean() or {}
        if data.get("stance") != Stance.NONE and not data.get("dated") and "dated" not in self.errors:
            self.add_error("dated", _("When was this answered? Give the date of the answer."))
        return data

    def _post_clean(self) -> None:
        """Leave the rules of the table to the action, which says what they mean."""


class StandingForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """What holds of a published opinion from now on, and why, in both languages."""

    standing = forms.ChoiceField(label=_("From now on it is"), choices=Standing.choices)
    replaced_by = forms.UUIDField(
        label=_("Replaced by"),
        required=False,
        widget=forms.Select,
        help_text=_("Only where another opinion replaces it."),
    )
    note_fr = forms.CharField(
        label=_("Reason in French"), max_length=600, widget=forms.Textarea(attrs={"rows": 2, "lang": "fr"})
    )
    note_nl = forms.CharField(
        label=_("Reason in Dutch"), max_length=600, widget=forms.Textarea(attrs={"rows": 2, "lang": "nl"})
    )
    unguarded = ("standing", "replaced_by")

    def __init__(self, *args, opinions=(), **kwargs) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["replaced_by"].widget.choices = [("", "–"), *opinions]
