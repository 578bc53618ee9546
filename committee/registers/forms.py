"""Words and choices of who keeps the registers."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.access.forms import VersionedFormMixin
from committee.access.lanes import SHARED, SHORT
from committee.organisations.models import Kind, Official, Organisation, Region
from committee.people.models import Person
from committee.privacy.forms import GuardedFormMixin
from committee.seats.models import Bench, Capacity, Seat, Voice
from committee.writing.forms import DayField


class NamesForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """What an organisation is called."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=160)
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=160)
    name_de = forms.CharField(
        label=_("Name in German"),
        max_length=160,
        required=False,
        help_text=_("For a centre of the German-speaking Community."),
    )


class OrganisationForm(GuardedFormMixin, forms.Form):
    """An organisation that is in no list."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    name_fr = forms.CharField(label=_("Name in French"), max_length=160)
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=160)
    region = forms.ChoiceField(label=_("Region"), required=False)
    language = forms.ChoiceField(label=_("Languages"), required=False)
    unguarded = ("kind", "region", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("region", Region.choices), ("language", Official.choices)):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("Not said")), *choices]


class SoftwareForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """With which software an organisation works."""

    supplier = forms.CharField(label=_("Software supplier"), max_length=80, required=False)
    software_version = forms.CharField(label=pgettext_lazy("software", "Version"), max_length=40, required=False)
    pilot = forms.BooleanField(
        label=_("Pilot centre"), help_text=_("It tries new versions before the others."), required=False
    )


class SeatForm(forms.Form):
    """A seat for an organisation on a bench."""

    organisation = forms.ModelChoiceField(Organisation.objects.taking_part(), label=_("Organisation"))
    bench = forms.ChoiceField(label=_("Bench"), choices=Bench.choices)
    voice = forms.ChoiceField(label=_("Voice"), choices=Voice.choices)
    opens = forms.ChoiceField(
        label=_("Reads"),
        choices=[(lane.value, SHORT[lane]) for lane in SHARED],
        help_text=_("For observers and experts; the other benches read what is theirs."),
    )


class MergeForm(forms.Form):
    """Into which organisation one is merged."""

    into = forms.ChoiceField(label=_("The organisation that goes on"))

    def __init__(self, others: list[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {one.key: one for one in others}
        choices = [("", _("Choose")), *((key, one.name) for key, one in self.others.items())]
        cast(forms.ChoiceField, self.fields["into"]).choices = choices


class DecisionFields(GuardedFormMixin, forms.Form):
    """On what an appointment rests."""

    decision = forms.CharField(
        label=_("Decree or decision of appointment"),
        help_text=_("Its title or number, as it can be found again."),
        max_length=240,
        required=False,
    )
    decided_on = DayField(label=_("Date of the decision"), required=False)
    decision_url = forms.URLField(
        label=_("Where it is published"), max_length=400, required=False, assume_scheme="https"
    )


class HolderFields(DecisionFields):
    """To whom a seat is given."""

    person = forms.ChoiceField(label=_("Person"))
    unguarded: ClassVar[tuple[str, ...]] = ("person", "decision_url")

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [(key, f"{one.function}, {one.place}") for key, one in self.people.items()]  # type: ignore[attr-defined]
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", _("Choose")), *choices]

    def facts(self) -> dict[str, Any]:
        """What was written, as the actions take it."""
        return {**self.cleaned_data, "person": self.people[self.cleaned_data["person"]]}


class AppointForm(HolderFields):
    """Who is appointed to a seat, how and when."""

    capacity = forms.ChoiceField(label=_("As"))
    began_on = DayField(label=pgettext_lazy("mandate", "From"), help_text=_("Rights begin on this day by themselves."))
    ended_on = DayField(
        label=_("No more from"),
        help_text=_("Empty: no end is set. The day on which it is held no more."),
        required=False,
    )
    field_order = ("person", "capacity", "began_on", "ended_on", "decision", "decided_on", "decision_url")
    unguarded = ("person", "capacity", "decision_url")

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, Capacity(code).label) for code in seat.capacities]
        cast(forms.ChoiceField, self.fields["capacity"]).choices = choices


class HandOverForm(HolderFields):
    """Who follows, and from which day."""

    on = DayField(label=pgettext_lazy("mandate", "From"), help_text=_("The one ends and the other begins on this day."))
    field_order = ("person", "on", "decision", "decided_on", "decision_url")


class EndForm(forms.Form):
    """When a mandate ends."""

    ended_on = DayField(
        label=_("No more from"), help_text=_("The day on which it is held no more; rights end with it by themselves.")
    )
