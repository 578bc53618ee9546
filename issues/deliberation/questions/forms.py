"""Asking, answering, judging and suspending."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.people.models import Reader
from committee.privacy.forms import GuardedFormMixin
from committee.seats.models import Bench, Seat
from committee.writing.forms import NumberField
from issues.deliberation.questions.models import ASKED_BENCHES
from issues.deliberation.questions.policy import spaces_to_ask_in
from issues.deliberation.questions.queries import thing_of_reference
from issues.deliberation.questions.terms import LONGEST, SHORTEST
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution

LANGUAGES = [("fr", "Français"), ("nl", "Nederlands")]


def words_field(label: Any, *, rows: int = 3, help_text: Any = "", required: bool = True) -> forms.CharField:
    """Some lines of text."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=10000, widget=area, help_text=help_text, required=required)


class QuestionForm(GuardedFormMixin, forms.Form):
    """A question: what, of whom, in which lane, within which term, about what."""

    title = forms.CharField(label=_("The question in one line"), max_length=140)
    text = words_field(
        _("Question"), rows=6, help_text=_("What you want to know, what for, and what you know already.")
    )
    to = forms.ChoiceField(label=_("Asked of"))
    space = forms.TypedChoiceField(label=_("Lane"), coerce=int, widget=forms.RadioSelect)
    days = NumberField(
        label=_("Term for the answer, in working days"),
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text=_("Belgian working days: weekends and legal holidays do not count, nor does today."),
    )
    about = forms.CharField(
        label=_("About"),
        required=False,
        max_length=40,
        help_text=_(
            "The reference of a problem or a solution, such as CO-2026-0042 or SOL-12; empty where it stands alone."
        ),
    )
    language = forms.ChoiceField(label=_("Language of your text"), choices=LANGUAGES)
    title_other = forms.CharField(
        label=_("Title in the other language"),
        required=False,
        max_length=140,
        help_text=_("A draft, which anyone who writes here can correct or check later."),
    )
    submission = forms.CharField(widget=forms.HiddenInput, max_length=36, initial=lambda: str(uuid.uuid4()))
    unguarded = ("submission",)

    def __init__(self, person: Reader, seats: Iterable[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.seats = {f"seat-{seat.pk}": seat for seat in seats}
        benches = [(code, label) for code, label in ASKED_BENCHES]
        named = [(code, str(seat)) for code, seat in self.seats.items()]
        choices = [("", "---------"), (_("A whole bench"), benches), (_("One seat"), named)]
        cast(forms.ChoiceField, self.fields["to"]).choices = choices
        lanes = [(space.pk, Lane(space.lane).label) for space in spaces_to_ask_in(person)]
        cast(forms.ChoiceField, self.fields["space"]).choices = lanes
        self.fields["space"].initial = lanes[0][0] if lanes else None

    def clean_to(self) -> Bench | Seat:
        """The bench or the seat that is chosen."""
        chosen = self.cleaned_data["to"]
        return self.seats.get(chosen) or Bench(chosen)

    def clean_about(self) -> Problem | Solution | None:
        """What the reference names, where the person reads it."""
        words = self.cleaned_data["about"].strip()
        found = thing_of_reference(self.person, words) if words else None
        if words and found is None:
            raise forms.ValidationError(_("You read no problem and no solution of this reference."))
        return found

    def clean_space(self) -> Space:
        """The lane that is chosen."""
        return Space.objects.get(pk=self.cleaned_data["space"])


class AnswerForm(GuardedFormMixin, forms.Form):
    """The answer in the name of a seat."""

    text = words_field(_("Answer"), rows=6)
    language = forms.ChoiceField(label=_("Language of your text"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or "fr")[:2]


class ReasonForm(GuardedFormMixin, forms.Form):
    """A reason that others will read."""

    reason = words_field(_("Reason"))

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label
