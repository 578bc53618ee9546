"""Forms that refuse personal data in every field one can write in."""

from typing import ClassVar

from django import forms

from .models import refuse_personal_data


class GuardedFormMixin:
    """Mixin, placed before forms.Form or forms.ModelForm, that guards each text field of the form.

    Fields named in `unguarded` are left alone: passwords, and the e-mail address of one's own account.
    The error stands with its field (code "personal_data") and the form comes back filled in.
    """

    unguarded: ClassVar[tuple[str, ...]] = ()

    def full_clean(self) -> None:
        """Guard, then clean; so late that fields added by a subclass's `__init__` are guarded too."""
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and name not in self.unguarded:
                _guard(field)
        super().full_clean()


def _guard(field: forms.Field) -> None:
    if refuse_personal_data not in field.validators:
        field.validators.append(refuse_personal_data)
