"""Asking to join."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.organisations.models import Kind, Organisation
from committee.people.addresses import AddressFormField
from committee.privacy.forms import GuardedFormMixin


class JoinForm(GuardedFormMixin, forms.Form):
    """Who asks, and for which organisation. `website` is filled by machines alone: people never see it."""

    unguarded: ClassVar[tuple[str, ...]] = ("address", "website")
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), empty_label=_("Choose"))
    function = forms.CharField(
        label=_("Function"), max_length=120, help_text=_("What you do there, such as “social worker”; not your name.")
    )
    address = AddressFormField(label=_("Professional e-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    message = forms.CharField(
        label=_("Why you ask"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"language": get_language()}})
        known = Organisation.objects.exclude(kind=Kind.GUEST)
        self.fields["organisation"].queryset = known  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the action asks for."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}
