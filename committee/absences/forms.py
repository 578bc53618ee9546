"""When somebody is away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.absences.policy import colleagues_of
from committee.access.forms import PageFormMixin
from committee.people.models import Person
from committee.privacy.forms import GuardedFormMixin
from committee.writing.forms import DayField


class AbsenceForm(PageFormMixin, GuardedFormMixin, forms.Form):
    """From the first day to the last, and who stands in."""

    heading = _("Announce an absence")
    lead = _("Both days included. It ends by itself, and can be ended before on the page of the person.")
    button = _("Announce the absence")
    rows = (("begins_on", "ends_on"), ("substitute",))
    begins_on = DayField(label=_("First day away"))
    ends_on = DayField(label=_("Last day away"))
    substitute = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who stands in"), required=False, empty_label=_("Nobody"),
        help_text=_("What awaits the absent person by name reaches this colleague as well, and can be done by them."),
    )  # fmt: skip

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].queryset = colleagues_of(person)  # type: ignore[attr-defined]
