"""Saying whether a solution works."""

from collections.abc import Sequence
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from committee.access.forms import VersionedFormMixin
from committee.organisations.queries import Centre
from committee.privacy.forms import GuardedFormMixin
from issues.resolution.verification.states import Outcome

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
