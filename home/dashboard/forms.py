"""What a person may choose for themself."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.people.models import MailPace
from issues.conversation.threads.models import Level


class HourInput(forms.TimeInput):
    """An hour and its minutes, as the browser asks for them."""

    input_type = "time"


class PreferencesForm(forms.Form):
    """Which mails, when, what one hears of discussions, and whether others see that one is here."""

    language = forms.ChoiceField(label=_("Language of mails"), choices=[("fr", "Français"), ("nl", "Nederlands")])
    mail_pace = forms.ChoiceField(
        label=_("Mail me"),
        choices=MailPace.choices,
        widget=forms.RadioSelect,
        help_text=_("Once a day leaves at 7:30, once a week on Monday at 7:30. A discussion can have its own pace."),
    )
    quiet_from = forms.TimeField(label=_("No mail from"), required=False, widget=HourInput(format="%H:%M"))
    quiet_until = forms.TimeField(
        label=pgettext_lazy("hour", "until"),
        required=False,
        widget=HourInput(format="%H:%M"),
        help_text=_("Hours of Brussels, such as 18:00 until 07:00. What waits leaves afterwards."),
    )
    working_days_only = forms.BooleanField(label=_("On working days only, legal holidays excepted"), required=False)
    follows_by_taking_part = forms.ChoiceField(
        label=_("When I write in a discussion, I hear of"), choices=Level.choices, widget=forms.RadioSelect
    )
    shows_presence = forms.BooleanField(label=_("Show others that I am reading or writing"), required=False)

    def clean(self) -> dict:
        """Quiet hours have a beginning and an end, and they differ."""
        data = super().clean() or {}
        begin, end = data.get("quiet_from"), data.get("quiet_until")
        if not self.errors and (begin is None) != (end is None):
            self.add_error("quiet_until" if end is None else "quiet_from", _("Give both hours, or none."))
        elif begin is not None and begin == end:
            self.add_error("quiet_until", _("The two hours are the same: choose “Never” to have no mail at all."))
        return data
