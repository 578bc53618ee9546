"""What a person may choose for themself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.people.models import MailPace


class PreferencesForm(forms.Form):
    """Language of mails, and how soon they are sent."""

    language = forms.ChoiceField(label=_("Language of mails"), choices=[("fr", "Français"), ("nl", "Nederlands")])
    mail_pace = forms.ChoiceField(label=_("Mail me"), choices=MailPace.choices, widget=forms.RadioSelect)
