"""Days in forms."""

from django import forms
from django.core.exceptions import ValidationError

from committee.journal.past_days import STILL_TO_COME, has_come


class PastDayField(forms.DateField):
    """A day on which something was seen or happened: one that is still to come is refused."""

    def validate(self, value) -> None:
        """Refuse a day in the future."""
        super().validate(value)
        if not has_come(value):
            raise ValidationError(STILL_TO_COME, code="future")
