"""Asking for erasure, on a page of its own."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from committee.access.forms import PageFormMixin


class ErasureForm(PageFormMixin, forms.Form):
    """Said twice, since it takes something away for good."""

    heading = _("Ask for erasure")
    button = _("Ask for erasure")
    is_final = True
    sure = forms.BooleanField(label=_("I have read what is erased and what stays"))

    @property
    def lead(self) -> Any:  # type: ignore[override]
        """What follows from it, with the term."""
        return (
            _(
                "In %d days the address, the function, the picture, sessions, settings, drafts and absences are erased. What was said and decided stays, signed “former member of …” and the name of the organisation. Until then the request can be taken back."
            )
            % settings.ERASURE_DAYS
        )
