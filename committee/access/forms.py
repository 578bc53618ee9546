"""A form is carried out, or comes back as it was with what stood against it."""

from collections.abc import Callable

from django import forms

from committee.access.refusals import Refused
from committee.privacy.models import PersonalDataFound


def run_action(form: forms.BaseForm, deed: Callable[[], object]) -> bool:
    """Whether a form is clean and its deed was done; what stood against it stands with the form, in words."""
    if not form.is_valid():
        return False
    try:
        deed()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    except PersonalDataFound as refusal:
        form.add_error(None, refusal)
        return False
    return True
