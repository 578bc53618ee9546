"""Opening one's account with an identity: everything but a passphrase."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from committee.invitations.forms import FunctionsForm
from committee.invitations.models import Invitation


class ArriveForm(FunctionsForm):
    """Function and language."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        names = ("function_fr", "function_nl", "language")
        super().__init__(*args, **{**kwargs, "initial": {name: getattr(invitation, name) for name in names}})
