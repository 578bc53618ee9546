"""What the log is narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.security.models import Event
from committee.security.queries import Asked
from committee.writing.forms import DayField


class LogForm(forms.Form):
    """Which events, from which day to which."""

    event = forms.ChoiceField(label=_("What happened"), choices=[("", _("Everything")), *Event.choices], required=False)
    since = DayField(label=_("From"), required=False, past=True)
    until = DayField(label=_("Up to"), required=False)
    person = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)

    def asked(self) -> Asked:
        """The question; what was not understood is left out."""
        known = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Asked(known.get("event") or "", known.get("since"), known.get("until"), known.get("person"))
