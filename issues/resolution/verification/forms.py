"""Saying whether a solution works, on its page or by the link of a mail; and the rule."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from committee.access.forms import VersionedFormMixin
from committee.organisations.queries import Centre
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import NumberField
from issues.fieldwork.impacts.forms import MinutesForm
from issues.problems.records.models import Problem
from issues.resolution.verification.models import MINUTES
from issues.resolution.verification.states import Outcome

WHO_READS = gettext_noop(
    "The CPAS and the federations read it with the name of your CPAS. Where it works partly or not at all, %(owner)s, "
    "who owns the solution, reads it too."
)


class AnswerForm(MinutesForm):
    """What a CPAS says of a delivered solution: whether it works, what it saw, and how long a case takes now."""

    outcome = forms.ChoiceField(
        label=_("Does it work in your CPAS?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("What you saw"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order: Sequence[str] = ("organisation", "outcome", "comment", "minutes_likely", "minutes_low", "minutes_high")

    def __init__(self, *args: Any, owner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].help_text = _(WHO_READS) % {"owner": owner}
        self.fields["minutes_likely"].help_text = _("Extra time that a case still takes; 0 where it takes none.")

    @property
    def opens_minutes(self) -> bool:
        """Whether minutes are said already, or what was said of them is to be mended."""
        return any(self[name].value() not in (None, "") or self[name].errors for name in MINUTES)


class VerdictForm(VersionedFormMixin, AnswerForm):
    """The same on the page of the solution; whoever works for several CPAS says in which.

    Where the solution answers one problem, what the CPAS declared on it may follow the new minutes.
    """

    organisation = forms.TypedChoiceField(label=_("For which CPAS?"), coerce=int, widget=forms.RadioSelect)
    declare = forms.BooleanField(required=False)

    def __init__(self, places: Sequence[Centre], *args: Any, problem: Problem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        if problem is None:
            del self.fields["declare"]
        else:
            label = _("Revise what our CPAS declared on %(reference)s with these minutes")
            self.fields["declare"].label = label % {"reference": problem.reference}
        choose_place(self, places)

    def clean(self) -> dict:
        """The identifier of the CPAS, chosen or the only one; a declaration follows minutes alone."""
        data = super().clean() or {}
        if data.get("declare") and data.get("minutes_likely") is None:
            self.add_error("minutes_likely", _("Give the minutes with which to revise the declaration."))
        return only_place(self, data)


class LinkForm(VersionedFormMixin, AnswerForm):
    """The same by the link of a mail, for the CPAS of the mail."""


class RelapseForm(GuardedFormMixin, forms.Form):
    """It works no longer: what happens now; whoever works for several CPAS says in which."""

    organisation = forms.TypedChoiceField(label=_("For which CPAS?"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("What happens now"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, places: Sequence[Centre], *args: Any, owner: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix="relapse", **kwargs)
        self.places = places
        self.fields["reason"].help_text = _(WHO_READS) % {"owner": owner}
        choose_place(self, places)

    def clean(self) -> dict:
        """The identifier of the CPAS, chosen or the only one."""
        return only_place(self, super().clean() or {})


def choose_place(form: forms.Form, places: Sequence[Centre]) -> None:
    """Ask for which CPAS, where there are several."""
    if len(places) == 1:
        del form.fields["organisation"]
    else:
        cast(forms.ChoiceField, form.fields["organisation"]).choices = [(one.pk, one.name) for one in places]


def only_place(form: Any, data: dict) -> dict:
    """The identifier of the CPAS, chosen or the only one."""
    if not form.errors:
        data.setdefault("organisation", form.places[0].pk)
    return data


class RuleForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """When a solution counts as verified, and why the committee decided so."""

    answered = NumberField(
        label=_("Of the CPAS concerned, so many at least have answered"), min_value=1, max_value=100, unit="%"
    )
    works = NumberField(
        label=_("Of those that answered, so many at least say that it works"), min_value=1, max_value=100, unit="%"
    )
    risk = forms.BooleanField(
        label=_("None of those where a right is at risk says that it does not work"), required=False
    )
    reason = forms.CharField(
        label=_("Why, and when the committee decided it"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
