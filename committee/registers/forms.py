"""Words and choices of who keeps the registers."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.access.forms import PageFormMixin, VersionedFormMixin
from committee.access.lanes import SHARED, SHORT
from committee.organisations.models import Kind, Official, Organisation, Region
from committee.people.models import Person
from committee.privacy.forms import GuardedFormMixin
from committee.seats.models import Bench, Capacity, Committee, Seat, Voice
from committee.writing.forms import DayField


class NamesForm(VersionedFormMixin, PageFormMixin, GuardedFormMixin, forms.Form):
    """What an organisation is called."""

    heading = _("Rename the organisation")
    lead = _(
        "Everything that it said shows the new names. The former ones are kept here, and it is still found by them."
    )
    button = _("Keep the names")
    rows = (("name_fr", "name_nl"), ("name_de",))

    name_fr = forms.CharField(label=_("Name in French"), max_length=160)
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=160)
    name_de = forms.CharField(
        label=_("Name in German"),
        max_length=160,
        required=False,
        help_text=_("For a centre of the German-speaking Community."),
    )


class OrganisationForm(PageFormMixin, GuardedFormMixin, forms.Form):
    """An organisation that is in no list."""

    heading = _("Add an organisation")
    lead = _("A federation, an administration or a guest. The CPAS are already in the list of the centres of Belgium.")
    button = _("Add the organisation")
    rows = (("kind",), ("name_fr", "name_nl"), ("region", "language"))

    kind = forms.ChoiceField(label=_("Kind"), choices=[*Kind.choices[1:], Kind.choices[0]])
    name_fr = forms.CharField(label=_("Name in French"), max_length=160)
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=160)
    region = forms.ChoiceField(label=_("Region"), required=False)
    language = forms.ChoiceField(label=_("Languages"), required=False)
    unguarded = ("kind", "region", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("region", Region.choices), ("language", Official.choices)):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("Not said")), *choices]


class SoftwareForm(VersionedFormMixin, PageFormMixin, GuardedFormMixin, forms.Form):
    """With which software an organisation works."""

    heading = _("Software of the organisation")
    lead = _("Problems of one supplier are recognised sooner when each CPAS says with what it works.")
    button = _("Keep the software")
    rows = (("supplier", "software_version"), ("pilot",))

    supplier = forms.CharField(label=_("Software supplier"), max_length=80, required=False)
    software_version = forms.CharField(label=pgettext_lazy("software", "Version"), max_length=40, required=False)
    pilot = forms.BooleanField(
        label=_("Pilot centre"), help_text=_("It tries new versions before the others."), required=False
    )


class SeatForm(PageFormMixin, forms.Form):
    """A seat for an organisation on a bench."""

    heading = _("Add a seat")
    lead = _("A seat belongs to an organisation, whoever holds it.")
    button = _("Add the seat")
    rows = (("committee",), ("organisation",), ("bench", "voice"), ("opens",))

    committee = forms.ModelChoiceField(Committee.objects.all(), label=_("Committee"), empty_label=None)
    organisation = forms.ModelChoiceField(
        Organisation.objects.taking_part(), label=_("Organisation"), empty_label=_("Choose")
    )
    bench = forms.ChoiceField(label=_("Bench"), choices=Bench.choices)
    voice = forms.ChoiceField(label=_("Voice"), choices=Voice.choices)
    opens = forms.ChoiceField(
        label=_("Reads"),
        choices=[(lane.value, SHORT[lane]) for lane in SHARED],
        help_text=_("For observers and experts; the other benches read what is theirs."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Committee.objects.count() == 1:
            self.fields["committee"].widget = forms.HiddenInput()
        self.fields["committee"].initial = Committee.objects.order_by("pk").first()


class CommitteeForm(PageFormMixin, GuardedFormMixin, forms.Form):
    """Another committee."""

    heading = _("Found a committee")
    lead = _(
        "It has seats of its own, on the same benches. Whoever holds one reads and writes in the same lanes as in the first committee."
    )
    button = _("Found the committee")
    rows = (("name_fr", "name_nl"), ("secretariat",))
    name_fr = forms.CharField(label=_("Name in French"), max_length=160)
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=160)
    secretariat = forms.ModelChoiceField(
        Organisation.objects.taking_part().exclude(kind=Kind.GUEST),
        label=_("Who keeps its secretariat"),
        empty_label=_("Choose"),
    )
    unguarded = ("secretariat",)


class CloseSeatForm(PageFormMixin, GuardedFormMixin, forms.Form):
    """Why a seat is no more, and from which day."""

    heading = _("Close the seat")
    lead = _(
        "A vacant seat waits for somebody; a closed one waits for nobody. Its mandates end on that day, its history stays."
    )
    button = _("Close the seat")
    is_final = True
    closed_on = DayField(label=_("No more from"), help_text=_("The first day on which the seat is no more."))
    reason = forms.CharField(
        label=_("Reason of the closing"),
        max_length=240,
        help_text=_("Such as the decision on which it rests; every bench reads it."),
    )


class MergeForm(PageFormMixin, forms.Form):
    """Into which organisation one is merged."""

    heading = _("Merge the organisation")
    lead = _(
        "From today on the two are one: people, seats, declarations and what awaits it go on with the other. What both declared counts once. This cannot be undone."
    )
    button = _("Merge the two")
    is_final = True

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


class AppointForm(PageFormMixin, HolderFields):
    """Who is appointed to a seat, how and when."""

    heading = _("Appoint somebody")
    lead = _("Who is appointed reads what the seat opens from the first day on, and is told.")
    button = _("Give the seat")
    rows = (("person", "capacity"), ("began_on", "ended_on"), ("decision",), ("decided_on", "decision_url"))

    capacity = forms.ChoiceField(label=_("As"))
    began_on = DayField(label=pgettext_lazy("mandate", "From"), help_text=_("Rights begin on this day by themselves."))
    ended_on = DayField(
        label=_("No more from"),
        help_text=_("Empty: no end is set. The day on which it is held no more."),
        required=False,
    )
    unguarded = ("person", "capacity", "decision_url")

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, Capacity(code).label) for code in seat.capacities]
        cast(forms.ChoiceField, self.fields["capacity"]).choices = choices


class HandOverForm(PageFormMixin, HolderFields):
    """Who follows, and from which day."""

    heading = _("Hand the seat over")
    lead = _("One mandate ends and the next begins on the same day; nothing that awaits the seat is lost.")
    button = _("Hand the seat over")
    rows = (("person", "on"), ("decision",), ("decided_on", "decision_url"))

    on = DayField(label=pgettext_lazy("mandate", "From"), help_text=_("The one ends and the other begins on this day."))


class EndForm(PageFormMixin, forms.Form):
    """When a mandate ends."""

    heading = _("End a mandate")
    lead = _("What was said and decided in the name of the seat stays with the seat.")
    button = _("End the mandate")

    ended_on = DayField(
        label=_("No more from"), help_text=_("The day on which it is held no more; rights end with it by themselves.")
    )
