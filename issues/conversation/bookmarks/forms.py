"""Words and choices of who keeps a post, or makes a task of it."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.people.models import Person
from committee.privacy.forms import GuardedFormMixin
from committee.seats.models import Seat
from committee.writing.forms import DayField


class BookmarkForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """Why one keeps a post."""

    note = forms.CharField(
        label=_("Note to yourself"), help_text=_("Nobody else reads it."), max_length=240, required=False
    )


class TaskForm(GuardedFormMixin, forms.Form):
    """What is asked of whom, by when."""

    who = forms.ChoiceField(label=_("Who does it"))
    what = forms.CharField(label=_("What is to be done"), max_length=240)
    due_on = DayField(label=_("Due date"), required=False)
    unguarded = ("who",)

    def __init__(self, seats: list[Seat], people: list[Person], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.targets: dict[str, dict] = {f"seat:{seat.pk}": {"seat": seat} for seat in seats}
        self.targets |= {f"person:{person.pk}": {"person": person} for person in people}
        groups = [
            (_("Seats: whoever holds them"), [(f"seat:{seat.pk}", str(seat)) for seat in seats]),
            (_("People"), [(f"person:{person.pk}", describe_person(person)) for person in people]),
        ]
        cast(forms.ChoiceField, self.fields["who"]).choices = [
            ("", _("Choose")),
            *((name, rows) for name, rows in groups if rows),
        ]

    def facts(self) -> dict:
        """What was asked, as the action takes it."""
        data = self.cleaned_data
        return {"what": data["what"], "due_on": data["due_on"], **self.targets[data["who"]]}


def describe_person(person: Person) -> str:
    """A person as they stand in a list: their function, and where they work now."""
    current = [place.organisation.name for place in person.memberships.all() if place.ended_on is None]
    return ", ".join([person.function, *current])
