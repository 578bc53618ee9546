"""Taking a position, recording one for a seat, and sealing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.access.lanes import Lane
from committee.access.standing import SpaceFacts
from committee.privacy.forms import GuardedFormMixin
from committee.seats.models import Seat
from committee.writing.forms import DayField
from issues.deliberation.positions.states import Stance


class StanceForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """What a seat thinks, with its words."""

    stance = forms.ChoiceField(label=_("Position"), choices=Stance.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Demanded for “support if…”, a reservation and an opposition."),
    )
    language = forms.ChoiceField(label=_("Language of your text"), choices=[("fr", "Français"), ("nl", "Nederlands")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or "fr")[:2]


class PositionForm(StanceForm):
    """The position of one's own seat, in a lane."""

    space = forms.TypedChoiceField(label=_("Lane"), coerce=int, widget=forms.RadioSelect)
    field_order = ("space", "stance", "text", "language")

    def __init__(self, spaces: Sequence[SpaceFacts], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lanes = [(space.pk, Lane(space.lane).label) for space in spaces]
        cast(forms.ChoiceField, self.fields["space"]).choices = lanes
        self.fields["space"].initial = lanes[0][0] if lanes else None


class OnBehalfForm(StanceForm):
    """What a seat told the secretariat."""

    seat = forms.TypedChoiceField(label=_("Seat"), coerce=int)
    field_order = ("seat", "stance", "text", "language")

    def __init__(self, seats: Sequence[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {seat.pk: seat for seat in seats}
        cast(forms.ChoiceField, self.fields["seat"]).choices = [(pk, str(seat)) for pk, seat in self.seats.items()]

    def clean_seat(self) -> Seat:
        """The seat that is chosen."""
        return self.seats[self.cleaned_data["seat"]]


class SealForm(forms.Form):
    """Until when what is sealed stands."""

    review_on = DayField(
        label=_("To be reviewed on"),
        required=False,
        help_text=_("The secretariat is reminded on that day; empty for never."),
    )
